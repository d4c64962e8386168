import { randomUUID } from "node:crypto";
import { inspect } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import type { Deps } from "@/lib/deps";
import { DAY_MS } from "@/lib/platform/dates";
import { UnavailableError } from "@/lib/platform/errors";
import { deleteExpiredRetainedConsents } from "@/lib/privacy/store";
import { passTime } from "@/lib/testing/challenges";
import { newSession, withToken } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { deleteDueAccounts } from "@/lib/testing/deletions";
import { newMemberOf, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { countQueued, mailTo, messagesTo } from "@/lib/testing/mailbox";
import { memoryStorage } from "@/lib/testing/memory-storage";
import { createSegment } from "@/lib/testing/segments";
import { openShop, type Shop } from "@/lib/testing/shop";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const day = (days: number) => new Date(Date.now() + days * DAY_MS);

const createDue = (overrides: Parameters<typeof createCustomer>[1] = {}, days = -1) =>
  createCustomer(shop, { deletionDueAt: day(days), ...overrides });
const exists = async ({ id }: { id: number }) => (await shop.db.customer.count({ where: { id } })) === 1;

const GIVEN = [
  { channel: "sms" as const, oldValue: null, newValue: true, source: "profile", at: new Date("2026-01-01T00:00:00Z") },
  { channel: "sms" as const, oldValue: true, newValue: false, source: "profile", at: new Date("2026-02-01T00:00:00Z") },
];

/** Consents of a customer, under a wording of their own by which to find them again. */
async function giveConsents({ id: customerId }: { id: number }): Promise<string> {
  const wordingVersion = randomUUID();
  const data = GIVEN.map((given) => ({ ...given, customerId, wordingVersion, ip: "203.0.113.9" }));
  await shop.db.consentEvent.createMany({ data });
  return wordingVersion;
}

const retained = (wordingVersion: string) =>
  shop.db.retainedConsent.findMany({ where: { wordingVersion }, orderBy: { at: "asc" } });

describe("an account that is due", () => {
  test("is gone with everything that hung on it", async () => {
    const customer = await createDue();
    const where = { customerId: customer.id };
    const segment = await createSegment(shop, { customers: [customer] });
    await newSession(shop, customer);
    await withToken(shop, customer);
    await giveConsents(customer);
    await shop.db.activity.create({ data: { ...where, kind: "signed_in", at: new Date() } });
    expect(await deleteDueAccounts(shop)).toBeGreaterThanOrEqual(1);
    expect(await exists(customer)).toBe(false);
    const { session, apiToken, consentEvent, activity, segmentMembership, emailLink } = shop.db;
    const left = await Promise.all([
      ...[session.count({ where }), apiToken.count({ where }), consentEvent.count({ where })],
      ...[activity.count({ where }), segmentMembership.count({ where }), emailLink.count({ where })],
    ]);
    expect(left).toEqual(left.map(() => 0));
    expect(await shop.db.segment.count({ where: { id: segment.id } })).toBe(1);
  });

  test("leaves the proof of its consents, without anything that names the person", async () => {
    const customer = await createDue();
    const version = await giveConsents(customer);
    await deleteDueAccounts(shop);
    const rows = await retained(version);
    expect(rows).toMatchObject(GIVEN);
    for (const { contactHash, keptUntil } of rows) {
      expect(contactHash).toMatch(/^[0-9a-f]{64}$/);
      expect(Math.round((keptUntil.getTime() - Date.now()) / DAY_MS)).toBe(shop.env.CONSENT_RETENTION_DAYS);
    }
    const text = inspect(rows);
    for (const datum of [customer.email, customer.phone, customer.username, customer.firstName, "203.0.113.9"]) {
      expect(text).not.toContain(String(datum));
    }
  });

  test.each<[string, () => object[]]>([
    [
      "address, whatever its letter case",
      () => {
        const email = `jane.${randomUUID()}@example.com`;
        return [{ email }, { email: email.toUpperCase() }, { email: `jim.${randomUUID()}@example.com` }];
      },
    ],
    [
      "phone, where there is no address",
      () => {
        const phone = uniquePhone();
        return [phone, phone, uniquePhone()].map((number) => ({ phone: number, emailCanonical: null }));
      },
    ],
  ])("leaves it under the hash of the %s", async (_name, contacts) => {
    const hashes: unknown[] = [];
    for (const contact of contacts()) {
      const customer = await createDue(contact);
      if ("emailCanonical" in contact) {
        await shop.db.customer.update({ where: { id: customer.id }, data: { email: null, emailCanonical: null } });
      }
      const version = await giveConsents(customer);
      await deleteDueAccounts(shop);
      hashes.push(...new Set((await retained(version)).map(({ contactHash }) => contactHash)));
    }
    expect(hashes).toEqual([hashes[0], hashes[0], expect.not.stringMatching(String(hashes[0]))]);
  });

  test("gets a last mail, in the customer's language", async () => {
    const customer = await createDue({ languageCode: "tr-tr" });
    await deleteDueAccounts(shop);
    expect((await mailTo(shop, String(customer.email), "silindi")).body).toContain("Merhaba");
  });

  test("loses its picture too; one that another service keeps is left to it", async () => {
    const storage = memoryStorage();
    const avatar = "avatars/0123456789abcdef0123456789abcdef.webp";
    await storage.put(avatar, { bytes: new Uint8Array([1]), contentType: "image/webp" });
    const accounts = [await createDue({ avatar }), await createDue({ avatar: "https://pictures.example/me.png" })];
    await deleteDueAccounts({ ...shop, storage });
    expect([...storage.files.keys()]).toEqual([]);
    for (const account of accounts) expect(await exists(account)).toBe(false);
  });

  test("is gone also when the storage fails", async () => {
    const customer = await createDue({ avatar: "avatars/fedcba9876543210fedcba9876543210.webp" });
    const storage = { ...memoryStorage(), remove: () => Promise.reject(new UnavailableError("planted")) };
    await deleteDueAccounts({ ...shop, storage });
    expect(await exists(customer)).toBe(false);
  });
});

describe("its loyalty card", () => {
  const loyalty = openLoyaltyShop("embedded");

  test("the programme is told to close the account and to forget the customer, who is gone by then", async () => {
    const { customer, accountNumber } = await newMemberOf(loyalty.shop);
    await shop.db.customer.update({ where: { id: customer.id }, data: { deletionDueAt: day(-1) } });
    await deleteDueAccounts(loyalty.shop);
    expect(await exists(customer)).toBe(false);
    expect(await loyalty.pending()).toMatchObject([{ kind: "loyalty.close" }]);
    await loyalty.resume();
    const forgotten = { isActive: false, firstName: "", phone: null, email: null };
    expect(await loyalty.account(accountNumber)).toMatchObject(forgotten);
    expect(await loyalty.pending()).toEqual([]);
  });
});

describe("nothing is deleted", () => {
  test("before its time, nor without having been asked for", async () => {
    const [soon, never] = [await createDue({}, 1), await createCustomer(shop)];
    await deleteDueAccounts(shop);
    for (const account of [soon, never]) expect(await exists(account)).toBe(true);
    await deleteDueAccounts({ ...shop, now: () => day(2) });
    expect([await exists(soon), await exists(never)]).toEqual([false, true]);
  });

  test("twice: of parallel runs one deletes, mails and keeps the proof", async () => {
    await deleteDueAccounts(shop);
    const customer = await createDue();
    const email = String(customer.email);
    const version = await giveConsents(customer);
    const counts = await Promise.all([1, 2, 3, 4].map(() => deleteDueAccounts(shop)));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await retained(version)).toHaveLength(2);
    await mailTo(shop, email, "deleted");
    expect((await messagesTo(shop, email)).length + (await countQueued(shop, email))).toBe(1);
  });

  test("in half: an account that cannot be deleted stays whole and is due again, and the others go", async () => {
    const stuck = await createDue({}, -2);
    const version = await giveConsents(stuck);
    const next = await createDue();
    // Only accounts with an address get the mail that cannot be written.
    await shop.db.customer.update({ where: { id: next.id }, data: { email: null, emailCanonical: null } });
    const env: Deps["env"] = {
      ...shop.env,
      get SHOP_NAME(): string {
        throw new Error("planted by the test");
      },
    };
    expect(await deleteDueAccounts({ ...shop, env })).toBe(1);
    expect([await exists(stuck), await exists(next)]).toEqual([true, false]);
    expect(await retained(version)).toEqual([]);
    await passTime(shop, 10);
    await deleteDueAccounts(shop);
    expect(await exists(stuck)).toBe(false);
  });
});

test("retained consents go when nobody can ask for them any more", async () => {
  const version = await giveConsents(await createDue());
  await deleteDueAccounts(shop);
  await deleteExpiredRetainedConsents(shop.db, day(shop.env.CONSENT_RETENTION_DAYS - 1));
  expect(await retained(version)).toHaveLength(2);
  await deleteExpiredRetainedConsents(shop.db, day(shop.env.CONSENT_RETENTION_DAYS + 1));
  expect(await retained(version)).toEqual([]);
});
