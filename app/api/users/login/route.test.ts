import { beforeAll, expect, test } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import { SESSION_COOKIE } from "@/lib/auth/actor-service";
import { retryAfter } from "@/lib/testing/challenges";
import { as, clientWith, cookieOf, statusAndBody } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD } from "@/lib/testing/customers";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";
import * as login from "./route";

/* Which password lets whom in, and how often it may be tried, stands in lib/auth/password-service.test.ts. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

/** A client of the platform: no cookies, no CSRF token. */
const storefront = clientWith({});
const REFUSED = { status: 400, body: { non_field_errors: ["Unable to log in with provided credentials."] } };

async function signedIn(headers: Record<string, string> = {}) {
  const customer = await createCustomer(shop);
  const body = { email: customer.email, password: TEST_PASSWORD };
  const answer = await storefront.post(login, { body, headers });
  return { customer, body, answer, browser: clientWith({ cookie: `${SESSION_COOKIE}=${cookieOf(answer).value}` }) };
}

test("200: the key is the session in the cookie, which works at once; last_login is now", async () => {
  const before = Date.now();
  const { customer, answer, browser } = await signedIn();
  const { name, value, attributes } = cookieOf(answer);
  expect(statusAndBody(answer)).toEqual({ status: 200, body: { key: value, redirect_url: "/" } });
  expect([name, value]).toEqual([SESSION_COOKIE, expect.stringMatching(/^[0-9a-f]{64}$/)]);
  expect(attributes).toEqual(["path=/", `max-age=${30 * 86_400}`, "samesite=lax", "httponly"]);
  const { pk, last_login } = (await browser.get(currentUser)).body;
  expect(pk).toBe(customer.id);
  expect(Date.parse(last_login)).toBeGreaterThanOrEqual(before);
  expect(Date.parse(last_login)).toBeLessThanOrEqual(Date.now());
});

test("200: the cookie is Secure where the shop is on https", async () => {
  const env = { ...shop.env, APP_URL: "https://shop.example" };
  const { answer } = await serveWith(shop, { env }, () => signedIn());
  expect(cookieOf(answer).attributes).toContain("secure");
});

test("200: the clients' junk keys are ignored, and a form will do instead of JSON", async () => {
  const junk = { redirect: "false", callbackUrl: "/", captchaValidated: "true", formType: "login", csrfToken: "x" };
  const { body } = await signedIn();
  const form = new URLSearchParams({ ...junk, email: String(body.email), password: body.password });
  expect((await storefront.post(login, { body: form })).status).toBe(200);
});

test.each([SESSION_COOKIE, "sessionid"])(
  "200: the session that came as %s is dead, the customer's others go on",
  async (name) => {
    const before = await signedIn();
    const elsewhere = await as(shop, before.customer);
    await signedIn({ cookie: `${name}=${cookieOf(before.answer).value}` });
    expect((await before.browser.get(currentUser)).status).toBe(401);
    expect((await elsewhere.get(currentUser)).status).toBe(200);
  },
);

test("400, the same for every reason, without a cookie", async () => {
  const known = await createCustomer(shop);
  const closed = await createCustomer(shop, { isActive: false });
  for (const body of [
    { email: "nobody@example.com", password: TEST_PASSWORD },
    { email: known.email, password: `${TEST_PASSWORD}!` },
    { email: closed.email, password: TEST_PASSWORD },
  ]) {
    const answer = await storefront.post(login, { body });
    expect(statusAndBody(answer)).toEqual(REFUSED);
    expect(answer.headers.getSetCookie()).toEqual([]);
  }
});

test("429 after ten wrong passwords, with the seconds to wait, in a list", async () => {
  const { email } = await createCustomer(shop);
  for (let index = 0; index < 10; index++) {
    expect(statusAndBody(await storefront.post(login, { body: { email, password: `${index}` } }))).toEqual(REFUSED);
  }
  const answer = await storefront.post(login, { body: { email, password: TEST_PASSWORD } });
  const detail = [expect.stringContaining(String(retryAfter(answer)))];
  expect(statusAndBody(answer)).toEqual({ status: 429, body: { detail } });
  expect(retryAfter(answer)).toBeGreaterThan(0);
  expect(answer.headers.getSetCookie()).toEqual([]);
});
