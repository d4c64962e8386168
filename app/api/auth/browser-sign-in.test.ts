import type { AuthOptions } from "next-auth";
import { beforeAll, describe, expect, test } from "vitest";
import { browserSignIn } from "@/app/api/auth/browser-sign-in";
import * as currentUser from "@/app/api/current_user/route";
import { guestOf, SESSION_COOKIE } from "@/lib/auth/actor-service";
import type { Db } from "@/lib/platform/db";
import { TEST_CONTEXT } from "@/lib/testing/challenges";
import { clientWith, newSession } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD } from "@/lib/testing/customers";
import { readableLog } from "@/lib/testing/log-lines";
import { openShop, type Shop } from "@/lib/testing/shop";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const CONTEXT = TEST_CONTEXT;

const optionsFor = (deps: Shop, sessionTokens: string[] = []) =>
  browserSignIn(deps, { ...guestOf([]), sessionTokens }, CONTEXT);

/** next-auth keeps what it was given under `options`. */
function authorize(options: AuthOptions, credentials: Record<string, unknown>): Promise<{ id: string } | null> {
  const provider = options.providers[0] as unknown as {
    options: { authorize(given: unknown, request: unknown): Promise<{ id: string } | null> };
  };
  return provider.options.authorize(credentials, {});
}

const statusWith = async (session: string) =>
  (await clientWith({ cookie: `${SESSION_COOKIE}=${session}` }).get(currentUser)).status;

describe("authorize", () => {
  test("starts the very session that the API knows, and ends the one the browser had", async () => {
    const customer = await createCustomer(shop);
    const before = await newSession(shop, customer);
    const user = await authorize(optionsFor(shop, [before]), { email: customer.email, password: TEST_PASSWORD });
    expect(await statusWith(String(user?.id))).toBe(200);
    expect(await statusWith(before)).toBe(401);
  });

  test("lets nobody in with a wrong password, half a form or rubbish", async () => {
    const { email } = await createCustomer(shop);
    for (const given of [
      { email, password: "wrong" },
      { email },
      {},
      { email: [], password: {} },
      { email: "\u0000" },
    ]) {
      expect(await authorize(optionsFor(shop), given)).toBeNull();
    }
  });

  test("says how long to wait after too many failures", async () => {
    const { email } = await createCustomer(shop);
    for (let index = 0; index < 10; index++) await authorize(optionsFor(shop), { email, password: `wrong ${index}` });
    await expect(authorize(optionsFor(shop), { email, password: TEST_PASSWORD })).rejects.toThrow(/^throttled:\d+$/);
  });

  test("says no more than `unavailable` when something is down", async () => {
    const { log, lines } = readableLog();
    const fault = () => Promise.reject(new Error("connection to db:5432 lost"));
    const db = { customer: { findUnique: fault } } as unknown as Db;
    const options = optionsFor({ ...shop, db, log });
    await expect(authorize(options, { email: "a@example.com", password: "x" })).rejects.toThrow(/^unavailable$/);
    expect(lines()).toHaveLength(1);
  });
});

describe("the session", () => {
  test("is our opaque cookie: next-auth signs and keeps nothing of its own", async () => {
    const session = await newSession(shop, await createCustomer(shop));
    const { jwt } = optionsFor(shop);
    const secret = "unused";
    expect(await jwt?.encode?.({ secret, token: { sessionToken: session } })).toBe(session);
    expect(await jwt?.decode?.({ secret, token: session })).toEqual({ sessionToken: session });
    for (const token of ["", "0123", "undefined", undefined]) expect(await jwt?.decode?.({ secret, token })).toBeNull();
  });

  test("is HttpOnly, SameSite=Lax, and Secure on https", () => {
    const cookie = (env: Shop["env"]) => optionsFor({ ...shop, env }).cookies?.sessionToken;
    expect(cookie(shop.env)).toMatchObject({
      name: SESSION_COOKIE,
      options: { httpOnly: true, sameSite: "lax", path: "/", secure: false },
    });
    expect(cookie({ ...shop.env, APP_URL: "https://shop.example" })?.options.secure).toBe(true);
  });

  test("is dead on the server after signing out", async () => {
    const session = await newSession(shop, await createCustomer(shop));
    const options = optionsFor(shop);
    await options.events?.signOut?.({ token: { sessionToken: session }, session: undefined as never });
    expect(await statusWith(session)).toBe(401);
  });

  test("tells pages that ask next-auth no more than that there is one", async () => {
    const session = { expires: "2030-01-01", user: { name: "John", email: "john@example.com" } };
    const shown = await optionsFor(shop).callbacks?.session?.({ session } as never);
    expect(shown).toEqual({ expires: "2030-01-01" });
  });
});

describe("the way back after signing in", () => {
  const BASE = "https://shop.example";

  test.each([
    ["/account", `${BASE}/account`],
    [`${BASE}/account/profile?tab=1#x`, `${BASE}/account/profile?tab=1#x`],
    ["https://evil.example/", BASE],
    ["//evil.example/", BASE],
    ["/\\evil.example/", BASE],
    ["javascript:alert(1)", BASE],
    ["data:text/html,x", BASE],
    [`${BASE}.evil.example/`, BASE],
    [`https://user@evil.example/`, BASE],
    ["http://shop.example/", BASE],
    ["http://", BASE],
  ])("%j leads to %j", async (url, target) => {
    expect(await optionsFor(shop).callbacks?.redirect?.({ url, baseUrl: BASE })).toBe(target);
  });
});
