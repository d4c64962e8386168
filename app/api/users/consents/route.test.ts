import { beforeAll, expect, test } from "vitest";
import * as profile from "@/app/api/users/profile/route";
import { as, statusAndBody, withToken } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as consents from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

test("a receipt for each answer, newest first, also for one taken back: what, when, from where, to which wording", async () => {
  const customer = await createCustomer(shop, { emailAllowed: true });
  const client = await as(shop, customer);
  const headers = { "x-forwarded-for": "203.0.113.9" };
  const before = Date.now();
  await client.patch(profile, { headers, body: { sms_allowed: true } });
  await client.patch(profile, { headers, body: { email_allowed: false } });
  await client.patch(profile, { body: { sms_allowed: false } });
  const common = {
    ...{ id: expect.any(Number), at: expect.any(String) },
    ...{ wording_version: shop.env.CONSENT_WORDING_VERSION, source: "profile", ip: "203.0.113.9" },
  };
  const answer = await client.get(consents);
  expect(statusAndBody(answer)).toEqual({
    status: 200,
    body: {
      receipts: [
        // An address that nobody knew is null.
        { ...common, channel: "sms", old_value: true, new_value: false, ip: null },
        { ...common, channel: "email", old_value: true, new_value: false },
        { ...common, channel: "sms", old_value: null, new_value: true },
      ],
    },
  });
  for (const { at } of answer.body.receipts) {
    expect(Date.parse(at)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(at)).toBeLessThanOrEqual(Date.now());
  }
  expect((await (await withToken(shop, customer)).get(consents)).body).toEqual(answer.body);
});

test("no receipt for who never answered, and none of another customer's", async () => {
  await (await as(shop, await createCustomer(shop))).patch(profile, { body: { call_allowed: true } });
  expect((await (await as(shop, await createCustomer(shop))).get(consents)).body).toEqual({ receipts: [] });
});
