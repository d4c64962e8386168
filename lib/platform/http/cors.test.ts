import { beforeAll, describe, expect, test } from "vitest";
import * as tokenSignIn from "@/app/api/shop/customers/auth/pwd/signin/route";
import * as profile from "@/app/api/users/profile/route";
import { as, clientWith } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD } from "@/lib/testing/customers";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";

/* Pages of other origins: those that the shop trusts may read and write, nobody else's learn anything. */

const TRUSTED = "https://m.shop.example";
const APP = "capacitor://localhost";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const trusting = <T>(work: () => Promise<T>) =>
  serveWith(shop, { env: { ...shop.env, TRUSTED_ORIGINS: [TRUSTED, APP] } }, work);

const corsOf = (headers: Headers) =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith("access-control-")));
const READABLE = {
  "access-control-allow-credentials": "true",
  "access-control-expose-headers":
    "Deprecation, ETag, Link, RateLimit, RateLimit-Policy, Retry-After, Sunset, X-Request-Id",
};

const preflight = (origin: string, method = "PATCH") =>
  clientWith({ origin, "access-control-request-method": method, "access-control-request-headers": "if-match" });

describe("a trusted origin", () => {
  test("is told before it asks what it may send, for ten minutes", async () => {
    const { status, headers } = await trusting(() => preflight(TRUSTED).options(profile));
    expect(status).toBe(204);
    expect(corsOf(headers)).toEqual({
      ...READABLE,
      "access-control-allow-origin": TRUSTED,
      "access-control-allow-methods": "GET, HEAD, PATCH, OPTIONS",
      "access-control-allow-headers":
        "Accept, Accept-Language, Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Prefer, X-CSRFToken, X-Request-Id",
      "access-control-max-age": "600",
    });
    expect(headers.get("vary")).toContain("Origin");
  });

  test("reads answers and refusals, with the headers that tell of them", async () => {
    const mine = await as(shop, await createCustomer(shop));
    await trusting(async () => {
      for (const client of [mine, clientWith({})]) {
        const { headers } = await client.get(profile, { headers: { origin: TRUSTED } });
        expect(corsOf(headers)).toEqual({ ...READABLE, "access-control-allow-origin": TRUSTED });
      }
    });
  });
});

test.each(["https://evil.example", "null", "https://m.shop.example.evil.example", "http://m.shop.example"])(
  "%s is told nothing, before and after",
  async (origin) => {
    await trusting(async () => {
      expect(corsOf((await preflight(origin).options(profile)).headers)).toEqual({});
      expect(corsOf((await clientWith({ origin }).get(profile)).headers)).toEqual({});
    });
  },
);

describe("sign-in for a token, which takes and sets no cookie", () => {
  test("works from an app's web view and from any other origin; a page reads the answer where it is trusted", async () => {
    const { email } = await createCustomer(shop);
    const body = { username: email, password: TEST_PASSWORD };
    const signIn = (origin: string) => clientWith({ origin }).post(tokenSignIn, { body });
    await trusting(async () => {
      const [app, other] = [await signIn(APP), await signIn("https://other.example")];
      expect([app.status, other.status]).toEqual([200, 200]);
      expect(corsOf(app.headers)).toEqual({ ...READABLE, "access-control-allow-origin": APP });
      expect(corsOf(other.headers)).toEqual({});
      for (const { headers } of [app, other]) expect(headers.getSetCookie()).toEqual([]);
    });
  });
});
