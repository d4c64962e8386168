import { readdirSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { as, clientWith, type Endpoint, guest, type Method, withToken } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";

/* What holds for every route there is, and for those that are yet to come. */

const API = path.resolve(import.meta.dirname);
const METHODS: Method[] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
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
  "users/password/reset",
  "users/register-with-loyalty",
  "users/registration",
  "users/reset/[key]",
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
/** Open to whoever signs what he sends. */
const SIGNED = new Set(["loyalty-card/events"]);
/** Errors in lists: their real clients join them. */
const LISTS_ONLY = new Set(["users/login", "users/registration"]);

const files = readdirSync(API, { recursive: true, encoding: "utf8" })
  .filter((file) => path.basename(file) === "route.ts")
  // next-auth answers for itself.
  .filter((file) => !file.includes("[...nextauth]"));

const endpoints = await Promise.all(
  files.map(async (file) => {
    const name = path.dirname(file).split(path.sep).join("/");
    return { name, module: (await import(/* @vite-ignore */ path.join(API, file))) as Endpoint };
  }),
);
/** Answer 404 here whatever the method: the rest, and what is open for measuring only. */
const UNKNOWN = new Set(["[...path]", "bench"]);
const known = endpoints.filter(({ name }) => !UNKNOWN.has(name));
const forCustomers = known.filter(({ name }) => !PUBLIC.has(name));

const CSRF_FAILED = "CSRF verification failed. Request aborted.";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

/** One value for every dynamic part there is. */
const params = { id: "1", key: "1-unknown", token: "unknown", purpose: "sign_in" };

function call(endpoint: Endpoint, method: Method, client: ReturnType<typeof clientWith>, extra = {}) {
  return client[method.toLowerCase() as Lowercase<Method>](endpoint, { params, ...extra });
}

async function allowedBy(endpoint: Endpoint): Promise<Method[]> {
  const { headers } = await guest().options(endpoint, { params });
  return (headers.get("allow") ?? "").split(", ") as Method[];
}

test("there are endpoints to look at, and all that are meant to be open are there", () => {
  const names = known.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining([...PUBLIC, "users/profile", "shop/customers/me"]));
  expect([...PUBLIC]).toEqual(expect.arrayContaining([...WITHOUT_CSRF, ...LISTS_ONLY]));
});

describe.each(endpoints)("$name", ({ module }) => {
  test("exports all seven methods, so that Next answers none of them by itself", () => {
    expect(
      Object.keys(module)
        .filter((name) => /^[A-Z]+$/.test(name))
        .sort(),
    ).toEqual([...METHODS].sort());
  });
});

describe.each(known)("$name", ({ module }) => {
  test("OPTIONS tells what is allowed: HEAD wherever GET is", async () => {
    const answer = await guest().options(module, { params });
    const allowed = await allowedBy(module);
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 204, body: "" });
    expect(allowed).toContain("OPTIONS");
    expect(allowed.includes("HEAD")).toBe(allowed.includes("GET"));
    expect(allowed.some((method) => method !== "OPTIONS")).toBe(true);
  });

  test("405 with Allow for every other method, in JSON, signed in or not", async () => {
    const allowed = await allowedBy(module);
    const customer = await as(shop, await createCustomer(shop));
    for (const method of METHODS.filter((one) => !allowed.includes(one))) {
      for (const client of [clientWith({}), customer]) {
        const answer = await call(module, method, client);
        expect([method, answer.status]).toEqual([method, 405]);
        expect(answer.headers.get("allow")).toBe(allowed.join(", "));
        expect(answer.body).toEqual(method === "HEAD" ? "" : { detail: "Method not allowed." });
      }
    }
  });

  test("every answer says its language, may not be stored, and is what it says it is", async () => {
    const client = await as(shop, await createCustomer(shop));
    for (const method of METHODS.filter((one) => one !== "OPTIONS")) {
      const { headers } = await call(module, method, client, { headers: { "accept-language": "de-AT,en;q=0.5" } });
      expect(headers.get("content-language")).toBe("de");
      expect(headers.get("vary")).toContain("Accept-Language");
      expect(headers.get("cache-control")).toBe("no-store");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.getSetCookie().length).toBeLessThanOrEqual(1);
    }
  });
});

describe.each(forCustomers)("$name", ({ module }) => {
  test("401 in JSON for guests, whatever they send: never a redirect", async () => {
    const allowed = (await allowedBy(module)).filter((method) => !["OPTIONS", "HEAD"].includes(method));
    for (const method of allowed) {
      for (const client of [guest(), clientWith({}), clientWith({ cookie: "undefined" })]) {
        const answer = await call(module, method, client);
        expect(answer.status).toBe(401);
        expect(answer.headers.get("location")).toBeNull();
        expect(answer.body).toEqual({ detail: "Authentication credentials were not provided." });
      }
    }
  });

  test("403 for a state change by cookie without a CSRF token; a token caller needs none", async () => {
    const allowed = (await allowedBy(module)).filter((method) => !["OPTIONS", "HEAD", "GET"].includes(method));
    const customer = await createCustomer(shop);
    const { cookie = "" } = (await as(shop, customer)).headers;
    const byToken = await withToken(shop, customer);
    for (const method of allowed) {
      const answer = await call(module, method, clientWith({ cookie }));
      expect(answer).toMatchObject({ status: 403, body: { detail: CSRF_FAILED } });
      expect((await call(module, method, byToken)).status).not.toBe(403);
    }
  });
});

describe.each(known.filter(({ name }) => PUBLIC.has(name)))("$name", ({ name, module }) => {
  test("403 for a state change without a CSRF token, except where real clients send none", async () => {
    const allowed = (await allowedBy(module)).filter((method) => !["OPTIONS", "HEAD", "GET"].includes(method));
    for (const method of allowed) {
      for (const client of [clientWith({}), clientWith({ cookie: "undefined", "accept-language": "undefined" })]) {
        const { status, body } = await call(module, method, client);
        if (SIGNED.has(name)) expect(status).toBe(401);
        else if (WITHOUT_CSRF.has(name)) expect([200, 400]).toContain(status);
        else expect({ status, body }).toEqual({ status: 403, body: { detail: CSRF_FAILED } });
      }
    }
  });

  test("403 for a page of another origin, with or without a token", async () => {
    const allowed = (await allowedBy(module)).filter((method) => !["OPTIONS", "HEAD", "GET"].includes(method));
    for (const method of allowed) {
      for (const client of [clientWith({}), guest()]) {
        const { status, body, headers } = await call(module, method, client, {
          headers: { origin: "https://evil.example" },
        });
        const detail = LISTS_ONLY.has(name) ? [CSRF_FAILED] : CSRF_FAILED;
        expect({ status, body }).toEqual({ status: 403, body: { detail } });
        expect(headers.getSetCookie()).toEqual([]);
      }
    }
  });
});
