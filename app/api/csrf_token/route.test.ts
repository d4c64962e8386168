import { beforeAll, expect, test } from "vitest";
import * as profile from "@/app/api/users/profile/route";
import { SESSION_COOKIE } from "@/lib/auth/actor-service";
import { clientWith, cookieOf, newSession, statusAndBody } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";
import * as csrfToken from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

test("200: the token, another one each time, in the body and in a cookie that pages can read and proxies can copy", async () => {
  const answer = await clientWith({}).get(csrfToken);
  const { name, value, attributes } = cookieOf(answer);
  expect(statusAndBody(answer)).toEqual({ status: 200, body: { csrf_token: value } });
  expect([name, value]).toEqual(["csrftoken", expect.stringMatching(/^\w+$/)]);
  expect(attributes).toContain("samesite=lax");
  for (const absent of ["httponly", "secure"]) expect(attributes).not.toContain(absent);
  expect((await clientWith({}).get(csrfToken)).body.csrf_token).not.toBe(value);
  const env = { ...shop.env, APP_URL: "https://shop.example" };
  const onHttps = await serveWith(shop, { env }, () => clientWith({}).get(csrfToken));
  expect(cookieOf(onHttps).attributes).toContain("secure");
});

test("200: one fetched with a session works in it, and one fetched without any does too", async () => {
  const cookie = `${SESSION_COOKIE}=${await newSession(shop, await createCustomer(shop))}`;
  for (const fetcher of [clientWith({ cookie }), clientWith({}), clientWith({ cookie: "undefined" })]) {
    const { csrf_token } = (await fetcher.get(csrfToken)).body;
    const client = clientWith({ cookie: `${cookie}; csrftoken=${csrf_token}`, "x-csrftoken": csrf_token });
    expect((await client.patch(profile, { body: {} })).status).toBe(200);
  }
});
