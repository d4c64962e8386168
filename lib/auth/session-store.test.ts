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

test("an unknown hash is no session, and a guest's has no customer", async () => {
  const { db } = await openShop();
  await db.session.create({ data: { tokenHash: sha256("guest"), expiresAt: new Date(Date.now() + 60_000) } });
  expect(await findSessions(db, ["unknown", "guest"].map(sha256))).toMatchObject([{ customer: null }]);
  expect(await findTokenCustomer(db, sha256("unknown"))).toBeNull();
});
