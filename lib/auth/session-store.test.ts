import fc from "fast-check";
import { expect, test } from "vitest";
import { findSessions } from "@/lib/auth/session-store";
import { issueToken } from "@/lib/auth/token-service";
import { findTokenCustomer } from "@/lib/auth/token-store";
import { customerSelect } from "@/lib/customers/store";
import { sha256 } from "@/lib/platform/secrets";
import { newSession } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { openShop } from "@/lib/testing/shop";

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
    .map((value) => JSON.parse(JSON.stringify(value).replaceAll("\\u0000", ""))),
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
