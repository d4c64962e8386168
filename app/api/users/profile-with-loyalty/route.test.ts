import { beforeAll, expect, test } from "vitest";
import * as profile from "@/app/api/users/profile/route";
import { WRONG_CODE } from "@/lib/testing/challenges";
import { as } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as withLoyalty from "./route";

/* What it requires and refuses beyond the profile stands in lib/profile/schema.test.ts. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

test("GET 200: the profile, in the same shape and order, which can be sent back and changes nothing", async () => {
  const customer = await createCustomer(shop, { avatar: "avatars/0123.webp", attributes: { has_loyalty: true } });
  const client = await as(shop, customer);
  const { body } = await client.get(withLoyalty);
  expect(Object.entries(body)).toEqual(Object.entries((await client.get(profile)).body));
  expect(await client.patch(withLoyalty, { body })).toMatchObject({ status: 200, body });
});

test("PATCH 200: the document's body changes what was sent and keeps the rest; an avatar is ignored", async () => {
  const customer = await createCustomer(shop, { emailAllowed: true, avatar: "avatars/0123.webp" });
  const client = await as(shop, customer);
  const { body: before } = await client.get(withLoyalty);
  const attributes = { preferred_language: "English" };
  const change = { date_of_birth: "1990-01-01", gender: "male", attributes };
  const sent = { ...change, phone: customer.phone, code: "123456", resend: false, avatar: null };
  const { status, body } = await client.patch(withLoyalty, { body: sent });
  expect({ status, body }).toEqual({ status: 200, body: { ...before, ...change } });
});

test("PATCH 406: a wrong code leaves the phone and all else as they are", async () => {
  const customer = await createCustomer(shop);
  const client = await as(shop, customer);
  const body = { phone: uniquePhone(), date_of_birth: "1999-09-09" };
  expect((await client.patch(withLoyalty, { body })).status).toBe(202);
  const answer = await client.patch(withLoyalty, { body: { ...body, code: WRONG_CODE } });
  expect(answer).toMatchObject({ status: 406, body: { code: "sms_verification_100_2" } });
  expect((await client.get(withLoyalty)).body).toMatchObject({ phone: customer.phone, date_of_birth: "2000-01-01" });
});
