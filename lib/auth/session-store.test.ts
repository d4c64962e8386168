import { beforeAll, expect, test } from "vitest";
import { startSession } from "@/lib/auth/session-service";
import { findSessionCustomer } from "@/lib/auth/session-store";
import { issueToken } from "@/lib/auth/token-service";
import { findTokenCustomer } from "@/lib/auth/token-store";
import { customerSelect } from "@/lib/customers/store";
import { sha256 } from "@/lib/platform/secrets";
import { createCustomer } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

/** In an order that neither jsonb nor the alphabet would choose. */
const ATTRIBUTES = { register_client_type: "default", logged_ip: "", a: [1, null], confirm: true };

test("the row of a session and of a token is the customer exactly as Prisma reads it, keys of attributes in order", async () => {
  const { id } = await createCustomer(shop, {
    attributes: ATTRIBUTES,
    phoneVerifiedAt: new Date("2024-01-01T00:00:00.123Z"),
    emailAllowed: null,
    smsAllowed: false,
  });
  const session = await startSession(
    shop,
    { sessionTokens: [] },
    { customerId: id },
    { userAgent: null, ip: "unknown" },
  );
  const { token } = await issueToken(shop, id, { name: "test", expiresAt: null });
  const customer = await shop.db.customer.findUniqueOrThrow({ where: { id }, select: customerSelect });

  const bySession = await findSessionCustomer(shop.db, sha256(session));
  const byToken = await findTokenCustomer(shop.db, sha256(token));
  expect(bySession).toEqual({
    ...customer,
    sessionId: expect.any(Number),
    createdAt: expect.any(Date),
    lastSeenAt: expect.any(Date),
    expiresAt: expect.any(Date),
  });
  expect(byToken).toEqual({
    ...customer,
    tokenId: expect.any(Number),
    createdAt: expect.any(Date),
    lastUsedAt: null,
    expiresAt: null,
    clientType: null,
  });
  expect(JSON.stringify(bySession?.attributes)).toBe(JSON.stringify(ATTRIBUTES));
});

test("an unknown hash and a guest's session are nobody", async () => {
  await shop.db.session.create({ data: { tokenHash: sha256("guest"), expiresAt: new Date(Date.now() + 60_000) } });
  expect(await findSessionCustomer(shop.db, sha256("guest"))).toBeNull();
  expect(await findSessionCustomer(shop.db, sha256("unknown"))).toBeNull();
  expect(await findTokenCustomer(shop.db, sha256("unknown"))).toBeNull();
});
