import { beforeAll, describe, expect, test, vi } from "vitest";
import * as csrfToken from "@/app/api/csrf_token/route";
import * as currentUser from "@/app/api/current_user/route";
import { purgeSessions, SESSION_COOKIE, startSession } from "@/lib/auth/session-service";
import { issueToken } from "@/lib/auth/token-service";
import { clientWith, newSession, withToken } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { daysLater, openShop, type Shop, serveWith } from "@/lib/testing/shop";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const statusWith = async (headers: Record<string, string>) => (await clientWith(headers).get(currentUser)).status;
const cookie = (value: string, name = SESSION_COOKIE) => ({ cookie: `${name}=${value}` });

async function someone() {
  const customer = await createCustomer(shop);
  return { customer, session: await newSession(shop, customer) };
}

describe("the cookie", () => {
  test("is known under both of its names, also both at once", async () => {
    const { session } = await someone();
    expect(await statusWith(cookie(session))).toBe(200);
    expect(await statusWith(cookie(session, "sessionid"))).toBe(200);
    expect(await statusWith({ cookie: `sessionid=${session}; ${SESSION_COOKIE}=${session}` })).toBe(200);
  });

  test("two different ones are 401: it cannot be known which is meant", async () => {
    const [one, other] = [await someone(), await someone()];
    for (const [first, second] of [
      [one.session, other.session],
      [one.session, "0123"],
      ["undefined", one.session],
    ]) {
      for (const name of [SESSION_COOKIE, "sessionid"]) {
        const { status, body } = await clientWith({ cookie: `${name}=${first}; ${name}=${second}` }).get(currentUser);
        expect({ status, body }).toEqual({ status: 401, body: { detail: "More than one session cookie was sent." } });
      }
    }
    const both = { cookie: `sessionid=${one.session}; ${SESSION_COOKIE}=${other.session}` };
    expect((await clientWith(both).get(currentUser)).status).toBe(401);
  });

  test("another application's cookie under the alias, or a dead one of ours, locks nobody out", async () => {
    const { customer, session } = await someone();
    for (const cookie of [
      `sessionid=of-another-application; ${SESSION_COOKIE}=${session}`,
      `${SESSION_COOKIE}=dead; sessionid=${session}`,
    ]) {
      const { status, body } = await clientWith({ cookie }).get(currentUser);
      expect({ status, pk: body.pk }).toEqual({ status: 200, pk: customer.id });
    }
  });

  test("is stored as a hash only", async () => {
    const { customer, session } = await someone();
    const rows = await shop.db.session.findMany({ where: { customerId: customer.id }, omit: { tokenHash: false } });
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(session);
  });

  test.each(["", "undefined", "null", "0".repeat(64), "ä".repeat(9), "x".repeat(9000)])(
    "%.20j is nobody's",
    async (value) => {
      expect(await statusWith(cookie(value))).toBe(401);
    },
  );

  test("its hash is not the cookie", async () => {
    const { customer } = await someone();
    const [row] = await shop.db.session.findMany({ where: { customerId: customer.id }, omit: { tokenHash: false } });
    expect(await statusWith(cookie(String(row?.tokenHash)))).toBe(401);
  });
});

describe("its life", () => {
  test("14 days without use end it", async () => {
    const { session } = await someone();
    await daysLater(shop, 13.9, async () => expect(await statusWith(cookie(session))).toBe(200));
    const { session: unused } = await someone();
    await daysLater(shop, 14.1, async () => expect(await statusWith(cookie(unused))).toBe(401));
  });

  test("use keeps it alive, but not beyond 30 days", async () => {
    const { customer, session } = await someone();
    const started = Date.now();
    for (const day of [10, 20, 29.9]) {
      await daysLater(shop, day, async () => {
        expect(await statusWith(cookie(session))).toBe(200);
        // The time of use is written beside the answer, not before it.
        await vi.waitFor(async () => {
          const row = await shop.db.session.findFirstOrThrow({ where: { customerId: customer.id } });
          expect(row.lastSeenAt.getTime()).toBeGreaterThanOrEqual(started + day * 86_400_000);
        });
      });
    }
    await daysLater(shop, 30.1, async () => expect(await statusWith(cookie(session))).toBe(401));
  });

  test("a closed account's sessions are worth nothing, from the next request on", async () => {
    const { customer, session } = await someone();
    await shop.db.customer.update({ where: { id: customer.id }, data: { isActive: false } });
    expect(await statusWith(cookie(session))).toBe(401);
  });

  test("a deleted account's sessions are gone", async () => {
    const { customer, session } = await someone();
    await shop.db.customer.delete({ where: { id: customer.id } });
    expect(await statusWith(cookie(session))).toBe(401);
  });

  test("housekeeping removes the dead ones and no other", async () => {
    const { customer, session } = await someone();
    const deadSession = { tokenHash: `dead ${customer.id}`, customerId: customer.id, expiresAt: new Date(0) };
    await shop.db.session.create({ data: deadSession });
    expect(await purgeSessions(shop)).toBeGreaterThanOrEqual(1);
    expect(await shop.db.session.count({ where: { customerId: customer.id } })).toBe(1);
    expect(await statusWith(cookie(session))).toBe(200);
  });

  test("a strange user agent is no obstacle", async () => {
    const customer = await createCustomer(shop);
    const client = { userAgent: `\u0000\ud800 ${"ä".repeat(999)}${"x".repeat(999)}`, ip: "::1" };
    const session = await startSession(shop, { sessionTokens: [] }, { customerId: customer.id }, client);
    expect(await statusWith(cookie(session))).toBe(200);
  });
});

describe("API tokens", () => {
  test("one works whatever the letter case of the scheme", async () => {
    const { token } = await issueToken(shop, (await createCustomer(shop)).id, { name: "x", expiresAt: null });
    for (const scheme of ["Token", "token", "TOKEN"]) {
      expect(await statusWith({ authorization: `${scheme} ${token}` })).toBe(200);
    }
  });

  test("an expired one is refused, not a moment before", async () => {
    const expiresAt = new Date(Date.now() + 86_400_000);
    const { token } = await issueToken(shop, (await createCustomer(shop)).id, { name: "x", expiresAt });
    expect(await statusWith({ authorization: `Token ${token}` })).toBe(200);
    await daysLater(shop, 1.01, async () => expect(await statusWith({ authorization: `Token ${token}` })).toBe(401));
  });

  test.each(["Token", "Token ", "Token 0123", "Token a b", "token undefined", "Token Token"])(
    "%j is 401 even beside a good cookie",
    async (authorization) => {
      const { session } = await someone();
      const { status, body } = await clientWith({ ...cookie(session), authorization }).get(currentUser);
      expect({ status, body }).toEqual({ status: 401, body: { detail: "Invalid token." } });
    },
  );

  test("a good one decides beside somebody else's cookie", async () => {
    const { session } = await someone();
    const holder = await createCustomer(shop);
    const { headers } = await withToken(shop, holder);
    const answer = await clientWith({ ...headers, ...cookie(session) }).get(currentUser);
    expect(answer.body.pk).toBe(holder.id);
  });

  test("a session cookie is no token, and a token no session cookie", async () => {
    const { customer, session } = await someone();
    const { token } = await issueToken(shop, customer.id, { name: "x", expiresAt: null });
    expect(await statusWith({ authorization: `Token ${session}` })).toBe(401);
    expect(await statusWith(cookie(token))).toBe(401);
  });
});

describe("X-Cookie", () => {
  test("is ignored unless the shop turns it on", async () => {
    const { session } = await someone();
    expect(await statusWith({ "x-cookie": `${SESSION_COOKIE}=${session}` })).toBe(401);
  });

  test("when turned on it stands in for a missing Cookie, and never beside one", async () => {
    const [one, other] = [await someone(), await someone()];
    const env = { ...shop.env, ENABLE_X_COOKIE_HEADER: true };
    await serveWith(shop, { env }, async () => {
      const xCookie = { "x-cookie": `${SESSION_COOKIE}=${one.session}` };
      expect(await statusWith(xCookie)).toBe(200);
      const both = await clientWith({ ...xCookie, ...cookie(other.session) }).get(currentUser);
      expect(both.body.pk).toBe(other.customer.id);
      expect(await statusWith({ ...xCookie, cookie: "theme=dark" })).toBe(401);
      const { csrf_token } = (await clientWith(xCookie).get(csrfToken)).body;
      expect(csrf_token).toMatch(/^[0-9a-f]+$/);
    });
  });
});
