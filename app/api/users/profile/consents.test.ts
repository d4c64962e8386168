import { beforeAll, describe, expect, test } from "vitest";
import * as withLoyalty from "@/app/api/users/profile-with-loyalty/route";
import { as } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as profile from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

function ledgerOf(customerId: number) {
  return shop.db.consentEvent.findMany({ where: { customerId }, orderBy: { id: "asc" } });
}

describe("consents", () => {
  test("never asked is not the same as refused, and can be gone back to", async () => {
    const client = await as(shop, await createCustomer(shop));
    for (const value of [false, null, true, null]) {
      await client.patch(profile, { body: { call_allowed: value } });
      expect((await client.get(profile)).body.call_allowed).toBe(value);
    }
  });

  test.each([
    ["true", true],
    ["false", false],
    ["True", true],
    ["FALSE", false],
  ])("the word %j that real clients send is %j", async (word, value) => {
    const client = await as(shop, await createCustomer(shop));
    const { status, body } = await client.patch(profile, { body: { email_allowed: word } });
    expect(status).toBe(200);
    expect(body.email_allowed).toBe(value);
  });

  test.each([0, 1, "", "yes", "null", [], {}, [true]])("%j is refused on its field", async (value) => {
    const client = await as(shop, await createCustomer(shop, { smsAllowed: true }));
    const { status, body } = await client.patch(profile, { body: { sms_allowed: value } });
    expect(status).toBe(400);
    expect(body).toEqual({ sms_allowed: ["Must be a valid boolean."] });
    expect((await client.get(profile)).body.sms_allowed).toBe(true);
  });
});

describe("the ledger", () => {
  test("has a line for each change: old and new value, when, whence, which wording, which endpoint", async () => {
    const customer = await createCustomer(shop, { emailAllowed: true });
    const client = await as(shop, customer);
    const before = Date.now();
    const headers = { "x-forwarded-for": "203.0.113.9" };
    await client.patch(profile, { headers, body: { email_allowed: false, sms_allowed: true, call_allowed: null } });
    const lines = await ledgerOf(customer.id);
    const common = { source: "profile", wordingVersion: shop.env.CONSENT_WORDING_VERSION, ip: "203.0.113.9" };
    expect(lines).toEqual([
      expect.objectContaining({ channel: "email", oldValue: true, newValue: false, ...common }),
      expect.objectContaining({ channel: "sms", oldValue: null, newValue: true, ...common }),
    ]);
    for (const { at } of lines) {
      expect(at.getTime()).toBeGreaterThanOrEqual(before);
      expect(at.getTime()).toBeLessThanOrEqual(Date.now());
    }
  });

  test("has no line when the value was so already", async () => {
    const customer = await createCustomer(shop, { emailAllowed: true, smsAllowed: false });
    const client = await as(shop, customer);
    await client.patch(profile, { body: { email_allowed: true, sms_allowed: "false", call_allowed: null } });
    expect(await ledgerOf(customer.id)).toEqual([]);
  });

  test("has no line when the request is refused for another field", async () => {
    const customer = await createCustomer(shop);
    const client = await as(shop, customer);
    expect((await client.patch(profile, { body: { email_allowed: true, gender: 1 } })).status).toBe(400);
    expect((await client.patch(profile, { body: { email_allowed: true, phone: "+881612345678" } })).status).toBe(400);
    const ifMatch = { "if-match": '"1-1-en"' };
    expect((await client.patch(profile, { headers: ifMatch, body: { email_allowed: true } })).status).toBe(412);
    expect(await ledgerOf(customer.id)).toEqual([]);
    expect((await client.get(profile)).body.email_allowed).toBeNull();
  });

  test("names the loyalty endpoint when the change came through it", async () => {
    const customer = await createCustomer(shop);
    const body = { phone: customer.phone, date_of_birth: "2000-01-01", sms_allowed: true };
    await (await as(shop, customer)).patch(withLoyalty, { body });
    expect(await ledgerOf(customer.id)).toMatchObject([{ channel: "sms", source: "profile-with-loyalty" }]);
  });

  test("keeps every step, oldest first, under parallel changes: each line begins where the last one ended", async () => {
    const customer = await createCustomer(shop);
    const clients = await Promise.all(Array.from({ length: 6 }, () => as(shop, customer)));
    const values = [true, false, true, false, true, false];
    const answers = await Promise.all(
      clients.map((client, index) => client.patch(profile, { body: { email_allowed: values[index] } })),
    );
    expect(answers.map(({ status }) => status)).toEqual(values.map(() => 200));
    const lines = await ledgerOf(customer.id);
    expect(lines.length).toBeGreaterThan(0);
    let last: boolean | null = null;
    for (const { oldValue, newValue } of lines) {
      expect(oldValue).toBe(last);
      expect(newValue).not.toBe(oldValue);
      last = newValue;
    }
    const [client] = clients;
    expect((await client?.get(profile))?.body.email_allowed).toBe(last);
  });
});
