import { beforeAll, describe, expect, test } from "vitest";
import * as profile from "@/app/api/users/profile/route";
import { SESSION_COOKIE } from "@/lib/auth/session-service";
import { clientWith, cookieOf, newSession } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";
import * as csrfToken from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

describe("200", () => {
  test("the token stands in the body and in a cookie that pages can read and proxies can copy", async () => {
    const answer = await clientWith({}).get(csrfToken);
    const cookie = cookieOf(answer);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ csrf_token: cookie.value });
    expect(cookie.name).toBe("csrftoken");
    expect(cookie.value).toMatch(/^\w+$/);
    expect(cookie.attributes).toContain("samesite=lax");
    expect(cookie.attributes).not.toContain("httponly");
    expect(cookie.attributes).not.toContain("secure");
  });

  test("on https the cookie is Secure", async () => {
    const env = { ...shop.env, APP_URL: "https://shop.example" };
    const answer = await serveWith(shop, { env }, () => clientWith({}).get(csrfToken));
    expect(cookieOf(answer).attributes).toContain("secure");
  });

  test("every token is another one", async () => {
    const tokens = await Promise.all([1, 2, 3].map(async () => (await clientWith({}).get(csrfToken)).body.csrf_token));
    expect(new Set(tokens).size).toBe(3);
  });

  test("one fetched with a session works in it, and one fetched without any does too", async () => {
    const session = await newSession(shop, await createCustomer(shop));
    const cookie = `${SESSION_COOKIE}=${session}`;
    for (const fetcher of [clientWith({ cookie }), clientWith({}), clientWith({ cookie: "undefined" })]) {
      const { csrf_token } = (await fetcher.get(csrfToken)).body;
      const client = clientWith({ cookie: `${cookie}; csrftoken=${csrf_token}`, "x-csrftoken": csrf_token });
      expect((await client.patch(profile, { body: {} })).status).toBe(200);
    }
  });
});
