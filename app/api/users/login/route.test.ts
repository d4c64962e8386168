import { beforeAll, describe, expect, test } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import { SESSION_COOKIE } from "@/lib/auth/session-service";
import { hashPassword } from "@/lib/platform/password-hash";
import { as, type Call, clientWith, cookieOf } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD } from "@/lib/testing/customers";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";
import * as login from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

/** A client of the platform: no cookies, no CSRF token. */
const storefront = clientWith({});
const WRONG = { non_field_errors: ["Unable to log in with provided credentials."] };

describe("200", () => {
  test("the key in the body is the session in the cookie, and it works at once", async () => {
    const customer = await createCustomer(shop);
    const answer = await storefront.post(login, { body: { email: customer.email, password: TEST_PASSWORD } });
    const cookie = cookieOf(answer);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ key: cookie.value, redirect_url: "/" });
    expect(cookie.name).toBe("osessionid");
    const client = clientWith({ cookie: `${SESSION_COOKIE}=${cookie.value}` });
    expect((await client.get(currentUser)).body.pk).toBe(customer.id);
  });

  test("the cookie is hex, HttpOnly, SameSite=Lax, and Secure where the shop is on https", async () => {
    const { email } = await createCustomer(shop);
    const body = { email, password: TEST_PASSWORD };
    const plain = cookieOf(await storefront.post(login, { body }));
    expect(plain.value).toMatch(/^[0-9a-f]{64}$/);
    expect(plain.attributes).toEqual(["path=/", `max-age=${30 * 86_400}`, "samesite=lax", "httponly"]);
    const env = { ...shop.env, APP_URL: "https://shop.example" };
    const secure = cookieOf(await serveWith(shop, { env }, () => storefront.post(login, { body })));
    expect(secure.attributes).toContain("secure");
  });

  test("the address in any letter case, with blanks around it", async () => {
    const { email } = await createCustomer(shop);
    const upper = String(email).toUpperCase();
    const answer = await storefront.post(login, { body: { email: ` ${upper} `, password: TEST_PASSWORD } });
    expect(answer.status).toBe(200);
  });

  test("the clients' junk keys are ignored, and a form will do instead of JSON", async () => {
    const { email } = await createCustomer(shop);
    const junk = { redirect: "false", callbackUrl: "/", captchaValidated: "true", formType: "login", locale: "en" };
    const body = { email: String(email), password: TEST_PASSWORD, csrfToken: "x", json: "true", ...junk };
    expect((await storefront.post(login, { body })).status).toBe(200);
    expect((await storefront.post(login, { body: new URLSearchParams(body) })).status).toBe(200);
  });

  test("the session that the client had before is dead afterwards, also under its other name", async () => {
    const customer = await createCustomer(shop);
    const body = { email: customer.email, password: TEST_PASSWORD };
    for (const name of [SESSION_COOKIE, "sessionid"]) {
      const before = cookieOf(await storefront.post(login, { body })).value;
      const after = await storefront.post(login, { body, headers: { cookie: `${name}=${before}` } });
      expect(cookieOf(after).value).not.toBe(before);
      expect((await clientWith({ cookie: `${SESSION_COOKIE}=${before}` }).get(currentUser)).status).toBe(401);
    }
  });

  test("other sessions of the customer go on", async () => {
    const customer = await createCustomer(shop);
    const elsewhere = await as(shop, customer);
    await storefront.post(login, { body: { email: customer.email, password: TEST_PASSWORD } });
    expect((await elsewhere.get(currentUser)).status).toBe(200);
  });

  test("last_login is the time of it", async () => {
    const customer = await createCustomer(shop);
    const before = Date.now();
    const { key } = (await storefront.post(login, { body: { email: customer.email, password: TEST_PASSWORD } })).body;
    const { last_login } = (await clientWith({ cookie: `${SESSION_COOKIE}=${key}` }).get(currentUser)).body;
    expect(Date.parse(last_login)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(last_login)).toBeLessThanOrEqual(Date.now());
  });

  test("one's own username signs in too", async () => {
    const { username } = await createCustomer(shop);
    expect((await storefront.post(login, { body: { email: username, password: TEST_PASSWORD } })).status).toBe(200);
  });
});

describe("400", () => {
  test("the same answer for an unknown address, a wrong password, a closed account and one without a password", async () => {
    const known = await createCustomer(shop);
    const closed = await createCustomer(shop, { isActive: false });
    const passwordless = await createCustomer(shop, { passwordHash: null });
    const attempts = [
      { email: `nobody.${Date.now()}@example.com`, password: TEST_PASSWORD },
      { email: known.email, password: `${TEST_PASSWORD}!` },
      { email: closed.email, password: TEST_PASSWORD },
      { email: passwordless.email, password: TEST_PASSWORD },
    ];
    for (const body of attempts) {
      const answer = await storefront.post(login, { body });
      expect({ status: answer.status, body: answer.body }).toEqual({ status: 400, body: WRONG });
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
  });

  test("a password is not trimmed or shortened", async () => {
    const { email } = await createCustomer(shop);
    for (const password of [` ${TEST_PASSWORD}`, `${TEST_PASSWORD} `, TEST_PASSWORD.slice(0, -1)]) {
      expect(await storefront.post(login, { body: { email, password } })).toMatchObject({ status: 400, body: WRONG });
    }
  });

  test("missing fields are named", async () => {
    const { status, body } = await storefront.post(login, { body: {} });
    const REQUIRED = ["This field is required."];
    expect({ status, body }).toEqual({ status: 400, body: { email: REQUIRED, password: REQUIRED } });
  });
});

describe("an address decides before a username", () => {
  test("somebody who calls himself as another's address is not let in by it, and does not stand in his way", async () => {
    const victim = await createCustomer(shop);
    const passwordHash = await hashPassword("the attacker's own");
    await createCustomer(shop, { username: String(victim.email), passwordHash });
    const body = { email: victim.email, password: "the attacker's own" };
    expect((await storefront.post(login, { body })).status).toBe(400);
    const { key } = (await storefront.post(login, { body: { ...body, password: TEST_PASSWORD } })).body;
    const client = clientWith({ cookie: `${SESSION_COOKIE}=${key}` });
    expect((await client.get(currentUser)).body.pk).toBe(victim.id);
  });
});

describe("403", () => {
  test("a page of another origin cannot sign its visitor in", async () => {
    const { email } = await createCustomer(shop);
    const headers = { origin: "https://evil.example" };
    const answer = await storefront.post(login, { headers, body: { email, password: TEST_PASSWORD } });
    expect(answer.status).toBe(403);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });
});

describe("error bodies", () => {
  test("have lists only, since the clients join them, and no error_code", async () => {
    const calls: Call[] = [
      { body: {} },
      { body: { email: "a@example.com", password: "x" } },
      { body: "{" },
      { body: "{}", headers: { "content-type": "text/plain" } },
      { body: "x".repeat(70_000) },
      { body: {}, headers: { origin: "https://evil.example" } },
    ];
    const statuses: number[] = [];
    for (const call of calls) {
      const { status, body } = await storefront.post(login, call);
      statuses.push(status);
      for (const value of Object.values(body)) {
        expect(value).toEqual(expect.arrayContaining([expect.any(String)]));
      }
      expect(body).not.toHaveProperty("error_code");
    }
    expect(statuses).toEqual([400, 400, 400, 415, 413, 403]);
  });
});
