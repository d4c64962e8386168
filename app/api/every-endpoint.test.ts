import { beforeAll, describe, expect, test } from "vitest";
import { as, clientWith, guest, statusAndBody, withToken } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { everyEndpoint, METHODS, methodsOf, sendTo } from "@/lib/testing/endpoints";
import { openShop, type Shop } from "@/lib/testing/shop";

/* What holds for every route there is, and for those that are yet to come. */

/** Open to everybody, by the contract. */
const PUBLIC = new Set([
  "csrf_token",
  "dev/outbox",
  "loyalty-card/events",
  "openapi.json",
  "shop/customers/auth/otp/signin",
  "shop/customers/auth/otp/verify",
  "shop/customers/auth/pwd/signin",
  "shop/customers/auth/pwd/signup",
  "users/email-set-primary/[token]",
  "users/login",
  "users/logout",
  "users/otp-login",
  "users/passkey-login",
  "users/password/reset",
  "users/password/reset/phone",
  "users/register-with-loyalty",
  "users/registration",
  "users/registration/account-confirm-email/[token]",
  "users/release-number",
  "users/reset/[key]",
  "users/undo/[token]",
  "verification/[purpose]",
]);
/** Open, and exempt from CSRF: their real clients send no token. A sign-out needs one only when there is a session. */
const WITHOUT_CSRF = new Set([
  "loyalty-card/events",
  "shop/customers/auth/otp/signin",
  "shop/customers/auth/otp/verify",
  "shop/customers/auth/pwd/signin",
  "shop/customers/auth/pwd/signup",
  "users/login",
  "users/logout",
  "users/registration",
]);
/** Open to whoever signs what they send. */
const SIGNED = new Set(["loyalty-card/events"]);
/** Errors in lists: their real clients join them. */
const LISTS_ONLY = new Set(["users/login", "users/registration"]);

/** Answer 404 here whatever the method: the rest, and what is open for measuring only. */
const UNKNOWN = new Set(["[...path]", "bench"]);

const endpoints = await everyEndpoint();
const known = endpoints.filter(({ name }) => !UNKNOWN.has(name));
const operations = known.flatMap(({ name, module }) =>
  methodsOf(module)
    .filter((method) => method !== "HEAD")
    .map((method) => ({ name, module, method })),
);
const changes = operations.filter(({ method }) => method !== "GET");
const ofCustomers = ({ name }: { name: string }) => !PUBLIC.has(name);
const ofEverybody = ({ name }: { name: string }) => PUBLIC.has(name);

const CSRF_FAILED = "CSRF verification failed. Request aborted.";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

test("there are endpoints to look at, and all that are meant to be open are there", () => {
  const names = known.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining([...PUBLIC, "users/profile", "shop/customers/me"]));
  expect([...PUBLIC]).toEqual(expect.arrayContaining([...WITHOUT_CSRF, ...LISTS_ONLY]));
});

test.each(endpoints)("$name exports all seven methods, so that Next answers none of them by itself", ({ module }) => {
  const exported = Object.keys(module).filter((name) => /^[A-Z]+$/.test(name));
  expect(exported.sort()).toEqual([...METHODS].sort());
});

describe.each(known)("$name", ({ module }) => {
  test("tells by OPTIONS what it allows, HEAD wherever GET is, and is 405 in JSON for the rest, signed in or not", async () => {
    const { status, body, headers } = await sendTo(module, "OPTIONS", guest());
    const allowed = String(headers.get("allow")).split(", ");
    expect({ status, body }).toEqual({ status: 204, body: "" });
    expect(new Set(allowed)).toEqual(new Set([...methodsOf(module), "OPTIONS"]));
    expect(allowed.includes("HEAD")).toBe(allowed.includes("GET"));
    const customer = await as(shop, await createCustomer(shop));
    for (const method of METHODS.filter((one) => !allowed.includes(one))) {
      for (const client of [clientWith({}), customer]) {
        const answer = await sendTo(module, method, client);
        const detail = method === "HEAD" ? "" : { detail: "Method not allowed." };
        expect([method, answer.status, answer.body]).toEqual([method, 405, detail]);
        expect(answer.headers.get("allow")).toBe(allowed.join(", "));
      }
    }
  });

  test("says its language in every answer, which may not be stored, and is what it says it is", async () => {
    const client = await as(shop, await createCustomer(shop));
    for (const method of METHODS.filter((one) => one !== "OPTIONS")) {
      const { headers } = await sendTo(module, method, client, { headers: { "accept-language": "de-AT,en;q=0.5" } });
      expect(headers.get("content-language")).toBe("de");
      expect(headers.get("vary")).toContain("Accept-Language");
      expect(headers.get("cache-control")).toBe("no-store");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.getSetCookie().length).toBeLessThanOrEqual(1);
    }
  });
});

test.each(operations.filter(ofCustomers))(
  "401 in JSON for guests at $method $name, whatever they send: never a redirect",
  async ({ module, method }) => {
    const detail = "Authentication credentials were not provided.";
    for (const client of [guest(), clientWith({}), clientWith({ cookie: "undefined" })]) {
      const answer = await sendTo(module, method, client);
      expect(statusAndBody(answer)).toEqual({ status: 401, body: { detail } });
      expect(answer.headers.get("location")).toBeNull();
    }
  },
);

test.each(changes.filter(ofCustomers))(
  "403 by cookie without a CSRF token at $method $name; an API token needs none",
  async ({ module, method }) => {
    const customer = await createCustomer(shop);
    const { cookie = "" } = (await as(shop, customer)).headers;
    const answer = await sendTo(module, method, clientWith({ cookie }));
    expect(statusAndBody(answer)).toEqual({ status: 403, body: { detail: CSRF_FAILED } });
    expect((await sendTo(module, method, await withToken(shop, customer))).body?.detail).not.toBe(CSRF_FAILED);
  },
);

describe.each(changes.filter(ofEverybody))("$method $name", ({ name, module, method }) => {
  test("403 without a CSRF token, except where real clients send none", async () => {
    for (const client of [clientWith({}), clientWith({ cookie: "undefined", "accept-language": "undefined" })]) {
      const { status, body } = await sendTo(module, method, client);
      if (SIGNED.has(name)) expect(status).toBe(401);
      else if (WITHOUT_CSRF.has(name)) expect([200, 400]).toContain(status);
      else expect({ status, body }).toEqual({ status: 403, body: { detail: CSRF_FAILED } });
    }
  });

  test("403 for a page of another origin, with or without a token", async () => {
    for (const client of [clientWith({}), guest()]) {
      const answer = await sendTo(module, method, client, { headers: { origin: "https://evil.example" } });
      const detail = LISTS_ONLY.has(name) ? [CSRF_FAILED] : CSRF_FAILED;
      expect(statusAndBody(answer)).toEqual({ status: 403, body: { detail } });
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
  });
});
