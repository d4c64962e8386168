import { beforeAll, describe, expect, test } from "vitest";
import { as } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as profile from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const ledgerOf = (customerId: number) =>
  shop.db.consentEvent.findMany({ where: { customerId }, orderBy: { id: "asc" } });

test("never asked is not the same as refused, and an answer once given is not taken back by sending none", async () => {
  const customer = await createCustomer(shop);
  const client = await as(shop, customer);
  const patch = async (body: object) => {
    expect((await client.patch(profile, { body })).status).toBe(200);
    return (await client.get(profile)).body.call_allowed;
  };
  expect(await patch({ call_allowed: null })).toBeNull();
  expect(await patch({ call_allowed: false })).toBe(false);
  expect(await patch({ call_allowed: null })).toBe(false);
  expect(await patch(new URLSearchParams({ call_allowed: "on" }))).toBe(true);
  expect(await patch(new URLSearchParams({ call_allowed: "" }))).toBe(true);
  expect(await ledgerOf(customer.id)).toHaveLength(2);
});

describe("the ledger", () => {
  test("has a line for each change, and only for one: old and new value, when, whence, which wording and endpoint", async () => {
    const customer = await createCustomer(shop, { emailAllowed: true });
    const client = await as(shop, customer);
    const before = Date.now();
    const headers = { "x-forwarded-for": "203.0.113.9" };
    const body = { email_allowed: false, sms_allowed: "true", call_allowed: null };
    for (let time = 0; time < 2; time++) await client.patch(profile, { headers, body });
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

  test.each([
    ["another field is refused", { gender: 1 }, {}, 400],
    ["the number gets no messages", { phone: "+881612345678" }, {}, 400],
    ["the version is outdated", {}, { "if-match": '"0-1-en"' }, 412],
  ])("has no line when %s", async (_name, fault, headers, status) => {
    const customer = await createCustomer(shop);
    const client = await as(shop, customer);
    expect((await client.patch(profile, { headers, body: { email_allowed: true, ...fault } })).status).toBe(status);
    expect(await ledgerOf(customer.id)).toEqual([]);
    expect((await client.get(profile)).body.email_allowed).toBeNull();
  });

  test("keeps every step under parallel changes: each line begins where the last one ended", async () => {
    const customer = await createCustomer(shop);
    const client = await as(shop, customer);
    const values = [true, false, true, false, true, false];
    const answers = await Promise.all(
      values.map((email_allowed) => client.patch(profile, { body: { email_allowed } })),
    );
    expect(answers.map(({ status }) => status)).toEqual(values.map(() => 200));
    const lines = await ledgerOf(customer.id);
    let last: boolean | null = null;
    for (const { oldValue, newValue } of lines) {
      expect(oldValue).toBe(last);
      expect(newValue).not.toBe(oldValue);
      last = newValue;
    }
    expect((await client.get(profile)).body.email_allowed).toBe(last);
    expect(last).not.toBeNull();
  });
});
