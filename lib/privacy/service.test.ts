import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import type { Deps } from "@/lib/deps";
import { UnavailableError } from "@/lib/platform/errors";
import { deleteDueAccounts } from "@/lib/privacy/service";
import { deleteExpiredRetainedConsents } from "@/lib/privacy/store";
import { newSession, withToken } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { newMemberOf, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { countQueued, mailTo } from "@/lib/testing/mailbox";
import { memoryStorage } from "@/lib/testing/memory-storage";
import { createSegment } from "@/lib/testing/segments";
import { openShop, type Shop } from "@/lib/testing/shop";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const DAY_MS = 86_400_000;
const dayAgo = () => new Date(Date.now() - DAY_MS);
const later = (deps: Shop, days: number): Deps => ({ ...deps, now: () => new Date(Date.now() + days * DAY_MS) });

const exists = async (id: number) => (await shop.db.customer.count({ where: { id } })) === 1;
const wording = () => randomBytes(8).toString("hex");

/** Answers that a customer gave, under a wording of their own by which to find them again. */
async function giveConsents(customerId: number): Promise<string> {
  const wordingVersion = wording();
  const common = { customerId, wordingVersion, source: "profile", ip: "203.0.113.9" };
  await shop.db.consentEvent.createMany({
    data: [
      { ...common, channel: "sms", oldValue: null, newValue: true, at: new Date("2026-01-01T00:00:00Z") },
      { ...common, channel: "sms", oldValue: true, newValue: false, at: new Date("2026-02-01T00:00:00Z") },
    ],
  });
  return wordingVersion;
}

const retained = (wordingVersion: string) =>
  shop.db.retainedConsent.findMany({ where: { wordingVersion }, orderBy: { at: "asc" } });

describe("an account whose time has come", () => {
  test("is gone with everything that hung on it", async () => {
    const customer = await createCustomer(shop, { deletionDueAt: dayAgo() });
    const { id } = customer;
    const segment = await createSegment(shop, { customers: [customer] });
    await newSession(shop, customer);
    await withToken(shop, customer);
    await giveConsents(id);
    await shop.db.activity.create({ data: { customerId: id, kind: "signed_in", at: new Date() } });
    expect(await deleteDueAccounts(shop)).toBeGreaterThanOrEqual(1);
    expect(await exists(id)).toBe(false);
    const where = { customerId: id };
    const left = await Promise.all([
      shop.db.session.count({ where }),
      shop.db.apiToken.count({ where }),
      shop.db.consentEvent.count({ where }),
      shop.db.activity.count({ where }),
      shop.db.segmentMembership.count({ where }),
      shop.db.emailLink.count({ where }),
    ]);
    expect(left).toEqual(left.map(() => 0));
    expect(await shop.db.segment.count({ where: { id: segment.id } })).toBe(1);
  });

  test("leaves the proof of its consents, without anything that names the person", async () => {
    const customer = await createCustomer(shop, { deletionDueAt: dayAgo() });
    const version = await giveConsents(customer.id);
    await deleteDueAccounts(shop);
    const rows = await retained(version);
    expect(rows).toMatchObject([
      { channel: "sms", oldValue: null, newValue: true, source: "profile", at: new Date("2026-01-01T00:00:00Z") },
      { channel: "sms", oldValue: true, newValue: false, source: "profile", at: new Date("2026-02-01T00:00:00Z") },
    ]);
    for (const { contactHash, keptUntil } of rows) {
      expect(contactHash).toMatch(/^[0-9a-f]{64}$/);
      const days = (keptUntil.getTime() - Date.now()) / DAY_MS;
      expect(Math.round(days)).toBe(shop.env.CONSENT_RETENTION_DAYS);
    }
    const text = JSON.stringify(rows);
    const personal = [customer.email, customer.phone, customer.username, customer.firstName, "203.0.113.9"];
    for (const datum of personal) expect(text).not.toContain(String(datum));
  });

  test("leaves it under the same hash for the same address, so that it can be found by who knows that", async () => {
    const address = `jane.${wording()}@example.com`;
    const versions: string[] = [];
    for (const email of [address, address.toUpperCase()]) {
      const { id } = await createCustomer(shop, { email, deletionDueAt: dayAgo() });
      versions.push(await giveConsents(id));
      await deleteDueAccounts(shop);
    }
    const [[first], [second]] = [await retained(versions[0] ?? ""), await retained(versions[1] ?? "")];
    expect(first?.contactHash).toBe(second?.contactHash);
  });

  test("leaves it under the phone's hash where there is no address: one hash for one number", async () => {
    const phone = uniquePhone();
    const hashes: unknown[] = [];
    for (const other of [phone, phone, uniquePhone()]) {
      const { id } = await createCustomer(shop, { phone: other, deletionDueAt: dayAgo() });
      await shop.db.customer.update({ where: { id }, data: { email: null, emailCanonical: null } });
      const version = await giveConsents(id);
      await deleteDueAccounts(shop);
      expect(await exists(id)).toBe(false);
      const rows = await retained(version);
      expect(rows).toHaveLength(2);
      hashes.push(rows[0]?.contactHash);
    }
    expect(hashes[1]).toBe(hashes[0]);
    expect(hashes[2]).not.toBe(hashes[0]);
  });

  test("the mailbox gets a last mail, in the customer's language", async () => {
    const customer = await createCustomer(shop, { deletionDueAt: dayAgo(), languageCode: "tr-tr" });
    await deleteDueAccounts(shop);
    const mail = await mailTo(shop, String(customer.email), "silindi");
    expect(mail.body).toContain("Merhaba");
  });

  test("the picture goes too; one that another service keeps is left to it", async () => {
    const storage = memoryStorage();
    const key = "avatars/0123456789abcdef0123456789abcdef.webp";
    await storage.put(key, { bytes: new Uint8Array([1]), contentType: "image/webp" });
    const mine = await createCustomer(shop, { deletionDueAt: dayAgo(), avatar: key });
    const linked = await createCustomer(shop, { deletionDueAt: dayAgo(), avatar: "https://pictures.example/me.png" });
    await deleteDueAccounts({ ...shop, storage });
    expect([...storage.files.keys()]).toEqual([]);
    for (const { id } of [mine, linked]) expect(await exists(id)).toBe(false);
  });

  test("is gone also when the storage fails", async () => {
    const avatar = "avatars/fedcba9876543210fedcba9876543210.webp";
    const { id } = await createCustomer(shop, { deletionDueAt: dayAgo(), avatar });
    const storage = { ...memoryStorage(), remove: () => Promise.reject(new UnavailableError("planted")) };
    await deleteDueAccounts({ ...shop, storage });
    expect(await exists(id)).toBe(false);
  });
});

describe("its loyalty card", () => {
  const loyalty = openLoyaltyShop("embedded");

  test("the programme is told to close the account and to forget the customer, who is gone by then", async () => {
    const { customer, accountNumber } = await newMemberOf(loyalty.shop);
    await shop.db.customer.update({ where: { id: customer.id }, data: { deletionDueAt: dayAgo() } });
    await deleteDueAccounts(loyalty.shop);
    expect(await exists(customer.id)).toBe(false);
    expect(await loyalty.pending()).toMatchObject([{ kind: "loyalty.close" }]);
    await loyalty.resume();
    expect(await loyalty.account(accountNumber)).toMatchObject({
      isActive: false,
      firstName: "",
      phone: null,
      email: null,
    });
    expect(await loyalty.pending()).toEqual([]);
  });
});

describe("nothing is deleted", () => {
  test("before its time, nor without having been asked for", async () => {
    const soon = await createCustomer(shop, { deletionDueAt: new Date(Date.now() + DAY_MS) });
    const never = await createCustomer(shop);
    await deleteDueAccounts(shop);
    for (const { id } of [soon, never]) expect(await exists(id)).toBe(true);
    await deleteDueAccounts(later(shop, 2));
    expect(await exists(soon.id)).toBe(false);
    expect(await exists(never.id)).toBe(true);
  });

  test("twice: of parallel runs one deletes, mails and keeps the proof", async () => {
    await deleteDueAccounts(shop);
    const customer = await createCustomer(shop, { deletionDueAt: dayAgo() });
    const version = await giveConsents(customer.id);
    const counts = await Promise.all([1, 2, 3, 4].map(() => deleteDueAccounts(shop)));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await retained(version)).toHaveLength(2);
    await mailTo(shop, String(customer.email), "deleted");
    const mails = await shop.db.devMessage.count({ where: { to: String(customer.email) } });
    expect(mails + (await countQueued(shop, String(customer.email)))).toBe(1);
  });

  test("in half: when one cannot be deleted, it stays whole, is tried again, and the others go", async () => {
    const stuck = await createCustomer(shop, { deletionDueAt: new Date(Date.now() - 2 * DAY_MS) });
    const version = await giveConsents(stuck.id);
    const next = await createCustomer(shop, { deletionDueAt: dayAgo() });
    const failing = {
      ...shop.env,
      get SHOP_NAME(): string {
        throw new Error("planted by the test");
      },
    };
    await shop.db.customer.update({ where: { id: next.id }, data: { email: null, emailCanonical: null } });
    expect(await deleteDueAccounts({ ...shop, env: failing })).toBe(1);
    expect(await exists(stuck.id)).toBe(true);
    expect(await exists(next.id)).toBe(false);
    expect(await retained(version)).toEqual([]);
    await deleteDueAccounts(shop);
    expect(await exists(stuck.id)).toBe(false);
  });
});

test("retained consents go when nobody can ask for them any more", async () => {
  const { id } = await createCustomer(shop, { deletionDueAt: dayAgo() });
  const version = await giveConsents(id);
  await deleteDueAccounts(shop);
  const daysLater = (days: number) => new Date(Date.now() + days * DAY_MS);
  await deleteExpiredRetainedConsents(shop.db, daysLater(shop.env.CONSENT_RETENTION_DAYS - 1));
  expect(await retained(version)).toHaveLength(2);
  await deleteExpiredRetainedConsents(shop.db, daysLater(shop.env.CONSENT_RETENTION_DAYS + 1));
  expect(await retained(version)).toEqual([]);
});
