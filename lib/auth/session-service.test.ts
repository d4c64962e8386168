import { inspect } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import * as csrfToken from "@/app/api/csrf_token/route";
import * as currentUser from "@/app/api/current_user/route";
import * as logout from "@/app/api/users/logout/route";
import * as profile from "@/app/api/users/profile/route";
import * as sessions from "@/app/api/users/sessions/route";
import { SESSION_COOKIE } from "@/lib/auth/actor-service";
import { isKnownDevice } from "@/lib/auth/device-service";
import { purgeSessions, startSession } from "@/lib/auth/session-service";
import { issueToken } from "@/lib/auth/token-service";
import { writeCredentials } from "@/lib/credentials/store";
import type { CustomerRow } from "@/lib/customers/store";
import { DAY_MS } from "@/lib/platform/dates";
import { as, clientWith, newSession, withToken } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { eventually } from "@/lib/testing/mailbox";
import { daysLater, openShop, type Shop, serveWith } from "@/lib/testing/shop";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const ALIAS = "sessionid";

const ask = (headers: Record<string, string>) => clientWith(headers).get(currentUser);
const statusWith = async (headers: Record<string, string>) => (await ask(headers)).status;
const cookie = (value: string, name = SESSION_COOKIE) => ({ cookie: `${name}=${value}` });

const written = (id: number, columns: Parameters<typeof writeCredentials>[2]) =>
  shop.db.$transaction((transaction) => writeCredentials(transaction, id, columns, new Date()));

async function someone() {
  const customer = await createCustomer(shop);
  return { customer, session: await newSession(shop, customer) };
}

describe("the cookie", () => {
  test("is known under both of its names, also both at once", async () => {
    const { session } = await someone();
    expect(await statusWith(cookie(session))).toBe(200);
    expect(await statusWith(cookie(session, ALIAS))).toBe(200);
    expect(await statusWith({ cookie: `${ALIAS}=${session}; ${SESSION_COOKIE}=${session}` })).toBe(200);
  });

  test("is 401 with two live sessions: it cannot be known which is meant; signing out ends both", async () => {
    const [one, other] = [await someone(), await someone()];
    for (const [first, second] of [
      [SESSION_COOKIE, SESSION_COOKIE],
      [SESSION_COOKIE, ALIAS],
      [ALIAS, ALIAS],
    ]) {
      const { status, body } = await ask({ cookie: `${first}=${one.session}; ${second}=${other.session}` });
      expect([status, body]).toEqual([
        401,
        { detail: "More than one session cookie was sent.", code: "session_ambiguous" },
      ]);
    }
    const both = clientWith({ cookie: `${SESSION_COOKIE}=${one.session}; ${ALIAS}=${other.session}` });
    expect((await both.post(logout)).status).toBe(200);
    expect([await statusWith(cookie(one.session)), await statusWith(cookie(other.session))]).toEqual([401, 401]);
  });

  test.each([
    ["another application's cookie under the alias", (session: string) => `${ALIAS}=x; ${SESSION_COOKIE}=${session}`],
    ["a dead one of ours", (session: string) => `${SESSION_COOKIE}=dead; ${ALIAS}=${session}`],
    ["a dead one of another path", (session: string) => `${SESSION_COOKIE}=dead; ${SESSION_COOKIE}=${session}`],
    ["two dead ones", (session: string) => `${SESSION_COOKIE}=a; ${SESSION_COOKIE}=${session}; ${SESSION_COOKIE}=b`],
  ])("counts beside %s", async (_name, cookies) => {
    const { customer, session } = await someone();
    expect(await ask({ cookie: cookies(session) })).toMatchObject({ status: 200, body: { pk: customer.id } });
  });

  test("is stored as a hash, which is no cookie", async () => {
    const { customer, session } = await someone();
    const where = { customerId: customer.id };
    const [row, ...others] = await shop.db.session.findMany({ where, omit: { tokenHash: false } });
    expect(others).toEqual([]);
    expect(inspect(row)).not.toContain(session);
    expect(await statusWith(cookie(String(row?.tokenHash)))).toBe(401);
  });

  test.each(["", "undefined", "null", "0".repeat(64), "ä".repeat(9), "x".repeat(9000)])(
    "%.20j is nobody's",
    async (value) => {
      expect(await statusWith(cookie(value))).toBe(401);
    },
  );
});

describe("a session", () => {
  test("ends after 14 days without use", async () => {
    const [{ session }, unused] = [await someone(), await someone()];
    await daysLater(shop, 13.9, async () => expect(await statusWith(cookie(session))).toBe(200));
    await daysLater(shop, 14.1, async () => expect(await statusWith(cookie(unused.session))).toBe(401));
  });

  test("lives on with use, but not beyond 30 days", async () => {
    const { customer, session } = await someone();
    const started = Date.now();
    for (const day of [10, 20, 29.9]) {
      await daysLater(shop, day, async () => {
        expect(await statusWith(cookie(session))).toBe(200);
        // The time of use is written beside the response, not before it.
        await eventually(async () => {
          const row = await shop.db.session.findFirstOrThrow({ where: { customerId: customer.id } });
          expect(row.lastSeenAt.getTime()).toBeGreaterThanOrEqual(started + day * DAY_MS);
        });
      });
    }
    await daysLater(shop, 30.1, async () => expect(await statusWith(cookie(session))).toBe(401));
  });

  test.each([
    ["closed", (id: number) => shop.db.customer.update({ where: { id }, data: { isActive: false } })],
    ["deleted", (id: number) => shop.db.customer.delete({ where: { id } })],
  ])("of a %s account is worth nothing, from the next request on", async (_name, end) => {
    const { customer, session } = await someone();
    await end(customer.id);
    expect(await statusWith(cookie(session))).toBe(401);
  });

  test("is kept by the housekeeping, which removes the dead ones", async () => {
    const { customer, session } = await someone();
    const dead = { tokenHash: `dead ${customer.id}`, customerId: customer.id, expiresAt: new Date(0) };
    await shop.db.session.create({ data: dead });
    expect(await purgeSessions(shop)).toBeGreaterThanOrEqual(1);
    expect(await shop.db.session.count({ where: { customerId: customer.id } })).toBe(1);
    expect(await statusWith(cookie(session))).toBe(200);
  });

  test("starts whatever the user agent", async () => {
    const { id: customerId, credentialsVersion } = await createCustomer(shop);
    const client = { userAgent: `\u0000\ud800 ${"ä".repeat(999)}${"x".repeat(999)}`, ip: "::1" };
    const signIn = { customerId, credentialsVersion };
    const session = await startSession(shop, { sessionTokens: [] }, signIn, client);
    expect(await statusWith(cookie(session?.token ?? ""))).toBe(200);
  });
});

describe("a sign-in token", () => {
  test("is a sign-in like any other: 30 days, 14 of them idle, in the list of devices, and ended with the others", async () => {
    const customer = await createCustomer(shop);
    const token = await newSession(shop, customer, "token");
    const authorization = `Token ${token}`;
    const own = clientWith({ authorization });
    const { sessions: listed } = (await own.get(sessions)).body;
    expect(listed).toMatchObject([{ kind: "app", is_current: true, user_agent: "test" }]);
    await daysLater(shop, 14.1, async () => expect(await statusWith({ authorization })).toBe(401));
    await daysLater(shop, 30.1, async () => expect(await statusWith({ authorization })).toBe(401));
    expect((await (await as(shop, customer)).delete(sessions)).status).toBe(204);
    expect(await statusWith({ authorization })).toBe(401);
  });

  test("of the oldest of 21 sign-ins ends: 20 live on", async () => {
    const customer = await createCustomer(shop);
    const tokens: string[] = [];
    for (let index = 0; index < 21; index++) tokens.push(await newSession(shop, customer, "token"));
    const statuses = await Promise.all(tokens.map((token) => statusWith({ authorization: `Token ${token}` })));
    expect(statuses).toEqual([401, ...Array(20).fill(200)]);
  });
});

describe("a sign-in", () => {
  test.each<[string, (customer: CustomerRow) => Promise<unknown>]>([
    ["password", ({ id }) => written(id, { passwordHash: "new" })],
    ["address", ({ id }) => written(id, { email: `${id}@new.example`, emailCanonical: `${id}@new.example` })],
    [
      "phone",
      (customer) =>
        serveWith(shop, { env: { ...shop.env, PHONE_VERIFICATION: "none" } }, async () =>
          (await as(shop, customer)).patch(profile, { body: { phone: uniquePhone() } }),
        ),
    ],
  ])("that was checked before the %s changed starts no session", async (_name, change) => {
    const customer = await createCustomer(shop);
    const { id: customerId, credentialsVersion } = customer;
    await change(customer);
    const client = { userAgent: null, ip: "unknown" };
    expect(await startSession(shop, { sessionTokens: [] }, { customerId, credentialsVersion }, client)).toBeNull();
  });

  test("makes a browser known, with a secret for each customer who uses it, and nothing else", async () => {
    const [one, other] = [await createCustomer(shop), await createCustomer(shop)];
    const signIn = async (
      { id: customerId, credentialsVersion }: CustomerRow,
      deviceTokens: string[],
      isBrowser = true,
    ) => {
      const client = { userAgent: null, ip: "unknown", deviceTokens, isBrowser };
      const started = await startSession(shop, { sessionTokens: [] }, { customerId, credentialsVersion }, client);
      return started?.deviceTokens ?? null;
    };
    expect(await signIn(one, [], false)).toBeNull();
    const first = (await signIn(one, [])) ?? [];
    expect(first).toHaveLength(1);
    expect(await signIn(one, first)).toBeNull();
    const both = (await signIn(other, first)) ?? [];
    expect(both.slice(1)).toEqual(first);
    expect([await signIn(one, both), await signIn(other, both)]).toEqual([null, null]);
    expect(await isKnownDevice(shop, one.id, { deviceTokens: both.slice(0, 1) })).toBe(false);
    expect(await isKnownDevice(shop, one.id, { deviceTokens: first })).toBe(true);
  });
});

describe("an API token", () => {
  async function issue(expiresAt: Date | null = null) {
    const { token } = await issueToken(shop, (await createCustomer(shop)).id, { name: "x", expiresAt });
    return token;
  }

  test.each(["Token", "token", "TOKEN"])("works after %s", async (scheme) => {
    expect(await statusWith({ authorization: `${scheme} ${await issue()}` })).toBe(200);
  });

  test("works until it expires", async () => {
    const authorization = `Token ${await issue(new Date(Date.now() + DAY_MS))}`;
    expect(await statusWith({ authorization })).toBe(200);
    await daysLater(shop, 1.01, async () => expect(await statusWith({ authorization })).toBe(401));
  });

  test.each(["Token", "Token ", "Token 0123", "Token a b", "token undefined", "Token Token"])(
    "%j is 401 even beside a good cookie",
    async (authorization) => {
      const { session } = await someone();
      const answer = await ask({ ...cookie(session), authorization });
      expect(answer).toMatchObject({ status: 401, body: { detail: "Invalid token." } });
    },
  );

  test("decides beside somebody else's cookie", async () => {
    const { session } = await someone();
    const holder = await createCustomer(shop);
    const { headers } = await withToken(shop, holder);
    expect((await ask({ ...headers, ...cookie(session) })).body.pk).toBe(holder.id);
  });

  test("is no session cookie, nor is a sign-in token, and a session cookie is no token", async () => {
    const { customer, session } = await someone();
    expect(await statusWith({ authorization: `Token ${session}` })).toBe(401);
    expect(await statusWith(cookie(await issue()))).toBe(401);
    expect(await statusWith(cookie(await newSession(shop, customer, "token")))).toBe(401);
  });
});

describe("X-Cookie", () => {
  test("is ignored unless the shop turns it on", async () => {
    const { session } = await someone();
    expect(await statusWith({ "x-cookie": `${SESSION_COOKIE}=${session}` })).toBe(401);
  });

  test("stands in for a missing Cookie when it is turned on, and never beside one", async () => {
    const [one, other] = [await someone(), await someone()];
    const xCookie = { "x-cookie": `${SESSION_COOKIE}=${one.session}` };
    await serveWith(shop, { env: { ...shop.env, ENABLE_X_COOKIE_HEADER: true } }, async () => {
      expect(await statusWith(xCookie)).toBe(200);
      expect((await ask({ ...xCookie, ...cookie(other.session) })).body.pk).toBe(other.customer.id);
      expect(await statusWith({ ...xCookie, cookie: "theme=dark" })).toBe(401);
      const { csrf_token } = (await clientWith(xCookie).get(csrfToken)).body;
      expect(csrf_token).toMatch(/^[0-9a-f]+$/);
    });
  });
});
