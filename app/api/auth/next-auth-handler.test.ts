import { beforeAll, describe, expect, test } from "vitest";
import { nextAuthHandler } from "@/app/api/auth/next-auth-handler";
import * as currentUser from "@/app/api/current_user/route";
import { SESSION_COOKIE } from "@/lib/auth/actor-service";
import { sha256 } from "@/lib/platform/secrets";
import { clientWith, newSession } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD } from "@/lib/testing/customers";
import { openShop, type Shop } from "@/lib/testing/shop";

/* next-auth's own protocol obeys the rules of our sign-in. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
  process.env.NEXTAUTH_URL = shop.env.APP_URL;
});

const call = (method: "GET" | "POST", action: string, headers: Record<string, string>, body?: URLSearchParams) =>
  nextAuthHandler(method)(
    new Request(`${shop.env.APP_URL}/api/auth/${action}`, { method, headers, ...(body && { body }) }),
    { params: Promise.resolve({ nextauth: action.split("/") }) },
  );

const cookiesOf = (response: Response) =>
  Object.fromEntries(
    response.headers.getSetCookie().map((line) => {
      const [pair = ""] = line.split(";");
      return [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
    }),
  );

/** Signs in as the sign-in page does. */
async function signIn(headers: Record<string, string> = {}, cookies = "") {
  const { email } = await createCustomer(shop);
  const asked = await call("GET", "csrf", {});
  const { csrfToken } = await asked.json();
  const jar = Object.entries(cookiesOf(asked)).map(([name, value]) => `${name}=${value}`);
  const form = new URLSearchParams({ csrfToken, email: String(email), password: TEST_PASSWORD, json: "true" });
  return call(
    "POST",
    "callback/credentials",
    { cookie: [...jar, cookies].filter(Boolean).join("; "), ...headers },
    form,
  );
}

describe("signing in", () => {
  test("hands over our session, and makes the browser known", async () => {
    const response = await signIn({ "sec-fetch-site": "same-origin", origin: shop.env.APP_URL });
    const { [SESSION_COOKIE]: session, device } = cookiesOf(response);
    expect((await clientWith({ cookie: `${SESSION_COOKIE}=${session}` }).get(currentUser)).status).toBe(200);
    expect(device).toMatch(/^[0-9a-f]{32}$/);
    expect(await shop.db.knownDevice.count({ where: { tokenHash: sha256(device ?? "") } })).toBe(1);
  });

  test("is 403 from another origin, and starts nothing", async () => {
    const before = await shop.db.session.count();
    const response = await signIn({ origin: "https://evil.example" });
    expect([response.status, response.headers.getSetCookie()]).toEqual([403, []]);
    expect(await shop.db.session.count()).toBe(before);
  });
});

describe("the session it reads", () => {
  const read = async (cookie: string) => (await call("GET", "session", { cookie })).json();

  test("is the one live one: dead ones count as absent, two live ones as none, and parts are not glued together", async () => {
    const [one, other] = [
      await newSession(shop, await createCustomer(shop)),
      await newSession(shop, await createCustomer(shop)),
    ];
    expect(await read(`${SESSION_COOKIE}=dead; ${SESSION_COOKIE}=${one}`)).toHaveProperty("expires");
    expect(await read(`${SESSION_COOKIE}=${one}; ${SESSION_COOKIE}=${other}`)).toEqual({});
    expect(await read(`${SESSION_COOKIE}.0=${one.slice(0, 30)}; ${SESSION_COOKIE}.1=${one.slice(30)}`)).toEqual({});
  });
});

test.each([
  ["GET", "error"],
  ["GET", "signin"],
  ["POST", "_log"],
  ["POST", "signin/credentials"],
] as const)("404: %s %s of next-auth's own is no door of ours", async (method, action) => {
  const response = await call(
    method,
    action,
    { origin: shop.env.APP_URL },
    method === "POST" ? new URLSearchParams() : undefined,
  );
  expect(response.status).toBe(404);
});
