import { beforeAll, describe, expect, test } from "vitest";
import * as profile from "@/app/api/users/profile/route";
import { as, statusAndBody, withToken } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as me from "./route";

/* What each field takes and refuses stands in lib/profile/schema.test.ts. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

let made = 0;
const uniqueUsername = () => `behrooz.${Date.now()}+${made++}@shop-x_y`;

async function someone(overrides: Parameters<typeof createCustomer>[1] = {}) {
  const customer = await createCustomer(shop, overrides);
  const client = await withToken(shop, customer);
  return {
    customer,
    client,
    read: async () => (await client.get(me)).body,
    patch: (body: object) => client.patch(me, { body }),
  };
}

describe("200", () => {
  test("GET by token answers the document's shape, keys in its order, and a session the same", async () => {
    const { customer, read } = await someone({ avatar: "https://example.com/me.jpg" });
    const body = await read();
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
    expect((await (await as(shop, customer)).get(me)).body).toEqual(body);
  });

  test.each([
    [{ lastName: "" }, "John", false],
    [{ firstName: "" }, "Doe", false],
    [{ firstName: "", lastName: "" }, "", false],
    [{ gender: null }, "John Doe", false],
    [{ phone: null }, "John Doe", false],
    [{ avatar: null }, "John Doe", true],
  ])(
    "with %j the full name is %j, and the profile completed: %j",
    async (overrides, full_name, is_profile_completed) => {
      expect(await (await someone(overrides)).read()).toMatchObject({ full_name, is_profile_completed });
    },
  );

  test("PATCH with the document's body changes just that; a username can be chosen, and kept", async () => {
    const { read, patch } = await someone({ firstName: "", lastName: "", gender: null });
    const before = await read();
    const change = { username: uniqueUsername(), first_name: "John", last_name: "Doe", gender: "male" };
    const after = { ...before, ...change, full_name: "John Doe", is_profile_completed: true };
    for (let time = 0; time < 2; time++)
      expect(statusAndBody(await patch(change))).toEqual({ status: 200, body: after });
    expect(await read()).toEqual(after);
    expect(before.username).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each(["", null])(
    "an https address is kept as it is and shown in the profile too, until %j removes it",
    async (none) => {
      const { customer, patch } = await someone();
      const avatar = "https://cdn.example.com/a/b.png?size=9";
      expect((await patch({ avatar })).body.avatar).toBe(avatar);
      expect((await (await as(shop, customer)).get(profile)).body.avatar).toBe(avatar);
      expect((await patch({ avatar: none })).body.avatar).toBeNull();
    },
  );

  test("what GET answered can be sent back, an uploaded picture's address included; what is computed is ignored", async () => {
    const { read, patch } = await someone({ avatar: "avatars/0123.webp" });
    const before = await read();
    expect(before.avatar).toBe(`${shop.env.APP_URL}/media/avatars/0123.webp`);
    const computed = { id: 1, mobile_number: 5, email: [], full_name: {}, is_profile_completed: "no" };
    for (const sent of [before, computed]) {
      expect(statusAndBody(await patch(sent))).toEqual({ status: 200, body: before });
    }
  });
});

test("400 for a username that is taken, also for all but one who want it at once; nothing else is written", async () => {
  const username = uniqueUsername();
  const taken = {
    status: 400,
    body: { detail: "This username is already taken.", username: ["This username is already taken."] },
  };
  const racers = await Promise.all(Array.from({ length: 5 }, () => someone()));
  const answers = await Promise.all(racers.map(({ patch }) => patch({ username, first_name: "Changed" })));
  const refused = answers.filter(({ status }) => status !== 200);
  expect(refused.map(statusAndBody)).toEqual(Array(4).fill(taken));
  const names = await Promise.all(racers.map(async ({ read }) => (await read()).first_name));
  expect(names.filter((name) => name === "Changed")).toHaveLength(1);
});

test("400 for an address of http, which is well-formed and no picture's", async () => {
  const { status, body } = await (await someone()).patch({ avatar: "http://example.com/me.jpg" });
  expect({ status, body }).toEqual({
    status: 400,
    body: { detail: "Enter an https address.", avatar: ["Enter an https address."] },
  });
});
