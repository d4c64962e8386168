import { beforeAll, describe, expect, test } from "vitest";
import * as profile from "@/app/api/users/profile/route";
import { LOYALTY_NAME_MAX } from "@/lib/profile/schema";
import { as } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as withLoyalty from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

async function someone(overrides: Parameters<typeof createCustomer>[1] = {}) {
  const customer = await createCustomer(shop, overrides);
  return {
    customer,
    client: await as(shop, customer),
    required: { phone: customer.phone, date_of_birth: "1990-01-01" },
  };
}

describe("200", () => {
  test("GET is the profile, in the same shape and order", async () => {
    const { client } = await someone({ attributes: { size: "M" } });
    const { body } = await client.get(withLoyalty);
    const plain = (await client.get(profile)).body;
    expect(body).toEqual(plain);
    expect(Object.keys(body)).toEqual(Object.keys(plain));
  });

  test("PATCH with the document's body changes what was sent and keeps the rest", async () => {
    const { client, required } = await someone({ emailAllowed: true });
    const { body: before } = await client.get(withLoyalty);
    const attributes = { preferred_language: "English" };
    const body = { ...required, code: "123456", resend: false, gender: "male", attributes };
    const answer = await client.patch(withLoyalty, { body });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ ...before, date_of_birth: "1990-01-01", gender: "male", attributes });
  });

  test("what GET answered can be sent back and changes nothing", async () => {
    const { client } = await someone({ avatar: "avatars/0123.webp", attributes: { has_loyalty: true } });
    const { body: before } = await client.get(withLoyalty);
    expect(await client.patch(withLoyalty, { body: before })).toMatchObject({ status: 200, body: before });
  });

  test("there is no avatar to be sent here: it is ignored like any unknown key", async () => {
    const { client, required } = await someone({ avatar: "avatars/0123.webp" });
    const { body: before } = await client.get(withLoyalty);
    const { body } = await client.patch(withLoyalty, { body: { ...required, avatar: null } });
    expect(body.avatar).toBe(before.avatar);
  });

  test("names of 30 characters fit", async () => {
    const { client, required } = await someone();
    const first_name = "ğ".repeat(LOYALTY_NAME_MAX);
    const answer = await client.patch(withLoyalty, { body: { ...required, first_name } });
    expect(answer).toMatchObject({ status: 200, body: { first_name } });
  });
});

describe("400", () => {
  test("phone and date_of_birth are required", async () => {
    const { client, required } = await someone();
    const REQUIRED = ["This field is required."];
    const nothing = await client.patch(withLoyalty, { body: { first_name: "Jane" } });
    expect(nothing).toMatchObject({ status: 400, body: { phone: REQUIRED, date_of_birth: REQUIRED } });
    const onePart = await client.patch(withLoyalty, { body: { date_of_birth: required.date_of_birth } });
    expect(onePart.body).toEqual({ phone: REQUIRED });
    expect((await client.get(withLoyalty)).body.first_name).toBe("John");
  });

  test("neither may be null or empty", async () => {
    const { client } = await someone();
    const NULL = ["This field may not be null."];
    const nulls = await client.patch(withLoyalty, { body: { phone: null, date_of_birth: null } });
    expect(nulls).toMatchObject({ status: 400, body: { phone: NULL, date_of_birth: NULL } });
    const empty = await client.patch(withLoyalty, { body: { phone: "", date_of_birth: "" } });
    expect(Object.keys(empty.body).sort()).toEqual(["date_of_birth", "phone"]);
  });

  test("names of more than 30 characters do not go on a card", async () => {
    const { client, required } = await someone();
    const name = "x".repeat(LOYALTY_NAME_MAX + 1);
    const answer = await client.patch(withLoyalty, { body: { ...required, first_name: name, last_name: name } });
    const TOO_LONG = ["Ensure this field has no more than 30 characters."];
    expect(answer).toMatchObject({ status: 400, body: { first_name: TOO_LONG, last_name: TOO_LONG } });
  });
});
