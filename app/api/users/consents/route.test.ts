import { beforeAll, describe, expect, test } from "vitest";
import * as profile from "@/app/api/users/profile/route";
import { as, guest, withToken } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as consents from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

describe("200", () => {
  test("a receipt for each answer, newest first: what, when, from where, to which wording", async () => {
    const customer = await createCustomer(shop, { emailAllowed: true });
    const client = await as(shop, customer);
    const headers = { "x-forwarded-for": "203.0.113.9" };
    const before = Date.now();
    await client.patch(profile, { headers, body: { sms_allowed: true } });
    await client.patch(profile, { headers, body: { email_allowed: false } });
    const { status, body } = await client.get(consents);
    expect(status).toBe(200);
    const common = { wording_version: shop.env.CONSENT_WORDING_VERSION, source: "profile", ip: "203.0.113.9" };
    expect(body).toEqual({
      receipts: [
        {
          id: expect.any(Number),
          channel: "email",
          old_value: true,
          new_value: false,
          at: expect.any(String),
          ...common,
        },
        { id: expect.any(Number), channel: "sms", old_value: null, new_value: true, at: expect.any(String), ...common },
      ],
    });
    for (const { at } of body.receipts) {
      expect(at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
      expect(Date.parse(at)).toBeGreaterThanOrEqual(before);
      expect(Date.parse(at)).toBeLessThanOrEqual(Date.now());
    }
  });

  test("none for who never answered, and none of another customer's", async () => {
    await (await as(shop, await createCustomer(shop))).patch(profile, { body: { call_allowed: true } });
    const { body } = await (await as(shop, await createCustomer(shop))).get(consents);
    expect(body).toEqual({ receipts: [] });
  });

  test("an answer taken back is a receipt too: the one before stays as it was", async () => {
    const client = await as(shop, await createCustomer(shop));
    await client.patch(profile, { body: { sms_allowed: true } });
    const [first] = (await client.get(consents)).body.receipts;
    await client.patch(profile, { body: { sms_allowed: null } });
    const { receipts } = (await client.get(consents)).body;
    expect(receipts[0]).toMatchObject({ old_value: true, new_value: null });
    expect(receipts.slice(1)).toEqual([first]);
  });

  test("an address that nobody knew is null", async () => {
    const client = await as(shop, await createCustomer(shop));
    await client.patch(profile, { body: { sms_allowed: true } });
    expect((await client.get(consents)).body.receipts[0].ip).toBeNull();
  });

  test("by API token", async () => {
    const customer = await createCustomer(shop);
    await (await as(shop, customer)).patch(profile, { body: { sms_allowed: false } });
    expect((await (await withToken(shop, customer)).get(consents)).body.receipts).toHaveLength(1);
  });
});

test("401 for a guest; 405 for whoever wants to change the ledger", async () => {
  expect((await guest().get(consents)).status).toBe(401);
  const client = await as(shop, await createCustomer(shop));
  for (const method of ["post", "put", "patch", "delete"] as const) {
    expect((await client[method](consents, { body: {} })).status).toBe(405);
  }
});
