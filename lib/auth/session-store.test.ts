import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findSessions, insertSignIn } from "@/lib/auth/session-store";
import { issueToken } from "@/lib/auth/token-service";
import { findTokenCustomer } from "@/lib/auth/token-store";
import { customerSelect, getLockedCustomer } from "@/lib/customers/store";
import { transact } from "@/lib/platform/database/transact";
import { sha256 } from "@/lib/platform/secrets";
import { newSession } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { onPostgres, openShop } from "@/lib/testing/shop";

/** In an order that neither jsonb nor the alphabet would choose. */
const ATTRIBUTES = { register_client_type: "default", logged_ip: "", a: [1, null], confirm: true };

test("the row of a session and of a token is the customer exactly as Prisma reads it, keys of attributes in order", async () => {
  const shop = await openShop();
  const phoneVerifiedAt = new Date("2024-01-01T00:00:00.123Z");
  const consents = { emailAllowed: null, smsAllowed: false };
  const { id } = await createCustomer(shop, { attributes: ATTRIBUTES, phoneVerifiedAt, ...consents });
  const session = await newSession(shop, { id });
  const { token } = await issueToken(shop, id, { name: "test", expiresAt: null });
  const customer = await shop.db.customer.findUniqueOrThrow({ where: { id }, select: customerSelect });
  const date = expect.any(Date);
  const [found] = await findSessions(shop.db, [sha256(session)]);
  expect(found).toEqual({
    customer,
    ...{ sessionId: expect.any(BigInt), tokenHash: sha256(session), kind: "cookie" },
    ...{ createdAt: date, lastSeenAt: date, expiresAt: date, freshAt: date },
  });
  expect(await findTokenCustomer(shop.db, sha256(token))).toEqual({
    ...customer,
    ...{ tokenId: expect.any(BigInt), createdAt: date, lastUsedAt: null, expiresAt: null, clientType: null },
  });
  expect(JSON.stringify(found?.customer?.attributes)).toBe(JSON.stringify(ATTRIBUTES));
});

const text = (maxLength: number) =>
  fc.string({ unit: "grapheme", maxLength }).map((given) => given.replaceAll("\0", ""));
const instant = fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
const day = instant.map((date) => new Date(date.toISOString().slice(0, 10)));
const answer = fc.option(fc.boolean());
const anyColumns = fc.record({
  firstName: text(30),
  lastName: text(30),
  gender: fc.constantFrom("female" as const, "male" as const, null),
  dateOfBirth: fc.option(day),
  ...{ emailAllowed: answer, smsAllowed: answer, callAllowed: answer },
  avatar: fc.option(text(40)),
  attributes: fc
    .dictionary(text(10), fc.jsonValue())
    // What PostgreSQL cannot hold, and the name of an attribute that Prisma cannot write and no handler takes.
    .map((value) => JSON.parse(JSON.stringify(value).replaceAll("\\u0000", "").replaceAll("__proto__", "proto"))),
  version: fc.nat(2 ** 31 - 1),
  ...{ dateJoined: instant, lastLogin: fc.option(instant), phoneChangedAt: fc.option(instant) },
  deletionDueAt: fc.option(instant),
  requiresPasskey: fc.boolean(),
});

test("whatever a customer's row holds is read as Prisma reads it", async () => {
  const shop = await openShop();
  const { id } = await createCustomer(shop);
  const tokenHash = sha256(await newSession(shop, { id }));
  const { token } = await issueToken(shop, id, { name: "test", expiresAt: null });
  await fc.assert(
    fc.asyncProperty(anyColumns, async (data) => {
      const customer = await shop.db.customer.update({ where: { id }, data, select: customerSelect });
      const [session] = await findSessions(shop.db, [tokenHash]);
      expect(session?.customer).toEqual(customer);
      expect(await transact(shop.db, (transaction) => getLockedCustomer(transaction, id))).toEqual(customer);
      expect(await findTokenCustomer(shop.db, sha256(token))).toMatchObject(customer);
    }),
    { numRuns: 50 },
  );
});

test("an unknown hash is no session, and a guest's has no customer", async () => {
  const { db } = await openShop();
  await db.session.create({ data: { tokenHash: sha256("guest"), expiresAt: new Date(Date.now() + 60_000) } });
  expect(await findSessions(db, ["unknown", "guest"].map(sha256))).toMatchObject([{ customer: null }]);
  expect(await findTokenCustomer(db, sha256("unknown"))).toBeNull();
});

describe("a sign-in with a code", () => {
  /** A customer on a known device, who was sent a code that was right. */
  async function someone() {
    const { db } = await openShop();
    const { id: customerId, credentialsVersion, phone } = await createCustomer(await openShop());
    const now = new Date();
    const expiresAt = new Date(now.getTime() + 60_000);
    const device = sha256(`device of ${customerId}`);
    await db.knownDevice.create({ data: { customerId, tokenHash: device } });
    const { id: verificationId } = await db.verification.create({
      data: {
        holder: `client:${customerId}`,
        purpose: "sign_in",
        phone: phone ?? "",
        codeHash: "right",
        sentAt: now,
        expiresAt,
      },
    });
    const tokenHash = sha256(`session of ${customerId}`);
    const client = { kind: "cookie", userAgent: "test", ip: "unknown", replacedHashes: [] } as const;
    const start = (changed: Partial<Parameters<typeof insertSignIn>[1]> = {}) =>
      insertSignIn(db.writeRows, {
        ...{ ...client, customerId, credentialsVersion, tokenHash, now, expiresAt, freshAt: now },
        ...{ deviceHashes: [device], mayBeNewDevice: false, hasSecondFactor: false },
        activity: "signed_in",
        code: { verificationId, codeHash: "right" },
        ...changed,
      });
    const state = async () => {
      const { usedAt } = await db.verification.findUniqueOrThrow({ where: { id: verificationId } });
      const { lastLogin } = await db.customer.findUniqueOrThrow({ where: { id: customerId } });
      const sessions = await db.session.count({ where: { customerId } });
      return { isCodeUsed: usedAt !== null, hasSignedIn: lastLogin !== null, sessions };
    };
    return { db, customerId, verificationId, start, state };
  }
  const NOTHING = { isCodeUsed: false, hasSignedIn: false, sessions: 0 };

  test("uses the code up and starts the session, once", async () => {
    const { start, state } = await someone();
    expect([await start(), await start()]).toEqual([expect.objectContaining({ isKnownDevice: true }), null]);
    expect(await state()).toEqual({ isCodeUsed: true, hasSignedIn: true, sessions: 1 });
  });

  test.each([
    ["on a new device", { deviceHashes: [sha256("another device")] }],
    ["after the credentials have changed", { credentialsVersion: 7 }],
    ["with a code that another has replaced", { code: { verificationId: 0n, codeHash: "right" } }],
  ])("%s changes nothing", async (_when, changed) => {
    const { start, state } = await someone();
    expect(await start(changed)).toBeNull();
    expect(await state()).toEqual(NOTHING);
  });

  test.runIf(onPostgres())("that waits while the credentials change leaves the code as it was", async () => {
    const { db, customerId, start, state } = await someone();
    const waiting = `SELECT pid FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%used AS%'`;
    let started: ReturnType<typeof start> | undefined;
    await transact(db, async (transaction) => {
      await transaction.customer.update({ where: { id: customerId }, data: { credentialsVersion: { increment: 1 } } });
      started = start();
      await expect.poll(() => db.$queryRawUnsafe<unknown[]>(waiting), { timeout: 20_000 }).toHaveLength(1);
    });
    expect(await started).toBeNull();
    expect(await state()).toEqual(NOTHING);
  });
});
