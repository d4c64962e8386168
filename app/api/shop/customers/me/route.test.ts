import { beforeAll, describe, expect, test } from "vitest";
import * as profile from "@/app/api/users/profile/route";
import { as, clientWith, guest, withToken } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as me from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

let made = 0;
const uniqueUsername = () => `behrooz.${Date.now()}+${made++}@shop-x_y`;

async function someone(overrides: Parameters<typeof createCustomer>[1] = {}) {
  const customer = await createCustomer(shop, overrides);
  return { customer, client: await withToken(shop, customer) };
}

describe("200", () => {
  test("GET by token answers the document's shape, keys in its order", async () => {
    const { customer, client } = await someone({ avatar: "https://example.com/me.jpg" });
    const { status, body } = await client.get(me);
    expect(status).toBe(200);
    expect(Object.entries(body)).toEqual([
      ["id", customer.id],
      ["username", customer.username],
      ["mobile_number", customer.phone],
      ["email", customer.email],
      ["avatar", "https://example.com/me.jpg"],
      ["first_name", "John"],
      ["last_name", "Doe"],
      ["full_name", "John Doe"],
      ["gender", "male"],
      ["is_profile_completed", true],
    ]);
  });

  test("a session will do as well", async () => {
    const customer = await createCustomer(shop);
    expect((await (await as(shop, customer)).get(me)).body.id).toBe(customer.id);
  });

  test.each([
    ["John", "Doe", "John Doe"],
    ["John", "", "John"],
    ["", "Doe", "Doe"],
    ["", "", ""],
  ])("full_name of %j and %j is %j", async (firstName, lastName, fullName) => {
    const { client } = await someone({ firstName, lastName });
    expect((await client.get(me)).body.full_name).toBe(fullName);
  });

  test.each([{ firstName: "" }, { lastName: "" }, { gender: null }, { phone: null }])(
    "the profile is not completed with %j",
    async (missing) => {
      const { client } = await someone(missing);
      expect((await client.get(me)).body.is_profile_completed).toBe(false);
    },
  );

  test("the avatar is not what completes a profile", async () => {
    const { client } = await someone({ avatar: null });
    expect((await client.get(me)).body).toMatchObject({ avatar: null, is_profile_completed: true });
  });

  test("PATCH with the document's body changes just that", async () => {
    const { client } = await someone({ firstName: "", lastName: "", gender: null });
    const { body: before } = await client.get(me);
    const change = { first_name: "John", last_name: "Doe", gender: "male" };
    const { status, body } = await client.patch(me, { body: change });
    expect(status).toBe(200);
    expect(body).toEqual({ ...before, ...change, full_name: "John Doe", is_profile_completed: true });
    expect((await client.get(me)).body).toEqual(body);
  });

  test("a username can be chosen, and kept", async () => {
    const { client } = await someone();
    const username = uniqueUsername();
    expect((await client.patch(me, { body: { username } })).body.username).toBe(username);
    expect((await client.patch(me, { body: { username } })).status).toBe(200);
  });

  test("until it is chosen the username tells nothing about the customer", async () => {
    const { customer, client } = await someone();
    const { username } = (await client.get(me)).body;
    expect(username).toMatch(/^[0-9a-f]{64}$/);
    expect(username).not.toContain(String(customer.phone).slice(-7));
  });

  test("an https address is kept as it is and shown in the profile too; an empty text removes it", async () => {
    const { customer, client } = await someone();
    const avatar = "https://cdn.example.com/a/b.png?size=9";
    expect((await client.patch(me, { body: { avatar } })).body.avatar).toBe(avatar);
    expect((await (await as(shop, customer)).get(profile)).body.avatar).toBe(avatar);
    expect((await client.patch(me, { body: { avatar: "" } })).body.avatar).toBeNull();
    await client.patch(me, { body: { avatar } });
    expect((await client.patch(me, { body: { avatar: null } })).body.avatar).toBeNull();
  });

  test("what GET answered can be sent back, an uploaded picture's address included", async () => {
    const { client } = await someone({ avatar: "avatars/0123.webp" });
    const { body: before } = await client.get(me);
    expect(before.avatar).toBe(`${shop.env.APP_URL}/media/avatars/0123.webp`);
    expect(await client.patch(me, { body: before })).toMatchObject({ status: 200, body: before });
  });

  test("mobile_number, email and the computed fields are read-only: ignored", async () => {
    const { client } = await someone();
    const { body: before } = await client.get(me);
    const sent = { id: 1, mobile_number: 5, email: [], full_name: {}, is_profile_completed: "no" };
    expect((await client.patch(me, { body: sent })).body).toEqual(before);
  });
});

describe("400", () => {
  test.each([
    ["username", "", "Use letters, digits and @ . + - _ only, up to 150 characters."],
    ["username", "two words", "Use letters, digits and @ . + - _ only, up to 150 characters."],
    ["username", "line\n", "Use letters, digits and @ . + - _ only, up to 150 characters."],
    ["username", "x".repeat(151), "Use letters, digits and @ . + - _ only, up to 150 characters."],
    ["username", null, "This field may not be null."],
    ["avatar", "me.jpg", "Enter an https address."],
    ["avatar", "http://example.com/me.jpg", "Enter an https address."],
    ["avatar", "javascript:alert(1)", "Enter an https address."],
    ["avatar", "https://", "Enter an https address."],
    ["avatar", "https://example.com/\u0000", "Enter an https address."],
    ["avatar", "https://example.com/\ud83d", "Enter an https address."],
    ["avatar", "https://example.com/a\nb", "Enter an https address."],
    ["avatar", { url: "https://example.com" }, "Enter an https address."],
    ["first_name", "x".repeat(51), "Ensure this field has no more than 50 characters."],
    ["last_name", 5, "Not a valid string."],
    ["gender", "other", "This is not a valid choice."],
  ])("%s: %j → %s", async (field, value, text) => {
    const { client } = await someone();
    const { body: before } = await client.get(me);
    const { status, body } = await client.patch(me, { body: { [field]: value } });
    expect(status).toBe(400);
    expect(body).toEqual({ [field]: [text] });
    expect((await client.get(me)).body).toEqual(before);
  });

  test("an address too long for its column", async () => {
    const { client } = await someone();
    const avatar = `https://example.com/${"x".repeat(2048)}`;
    const { status, body } = await client.patch(me, { body: { avatar } });
    expect({ status, fields: Object.keys(body) }).toEqual({ status: 400, fields: ["avatar"] });
  });

  test("a username that is taken, and nothing else is written", async () => {
    const username = uniqueUsername();
    await someone({ username });
    const { client } = await someone();
    const { status, body } = await client.patch(me, { body: { username, first_name: "Changed" } });
    expect(status).toBe(400);
    expect(body).toEqual({ username: ["This username is already taken."] });
    expect((await client.get(me)).body.first_name).toBe("John");
  });
});

describe("401", () => {
  test("nobody, a bad token, an expired one and one of a closed account", async () => {
    const closed = await someone();
    await shop.db.customer.update({ where: { id: closed.customer.id }, data: { isActive: false } });
    const expired = await someone();
    const past = new Date(Date.now() - 1000);
    await shop.db.apiToken.updateMany({ where: { customerId: expired.customer.id }, data: { expiresAt: past } });
    for (const client of [clientWith({ authorization: "Token 0123" }), expired.client, closed.client]) {
      expect(await client.get(me)).toMatchObject({ status: 401, body: { detail: "Invalid token." } });
    }
    expect((await guest().get(me)).status).toBe(401);
    expect((await guest().patch(me, { body: {} })).status).toBe(401);
  });
});
