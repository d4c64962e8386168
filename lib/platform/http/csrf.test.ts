import { beforeAll, describe, expect, test } from "vitest";
import * as profile from "@/app/api/users/profile/route";
import { SESSION_COOKIE } from "@/lib/auth/actor-service";
import { CSRF_COOKIE, isCsrfTokenValid, isForeignOrigin, issueCsrfToken } from "@/lib/platform/http/csrf";
import { browserWith, clientWith, newSession } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";

const SESSION = "0123456789abcdef";
const mine = issueCsrfToken(SESSION);
const anybodys = issueCsrfToken(undefined);

/** @param cookie null for none */
function isValid(header: string | null, cookie: string | null, session: string | undefined = SESSION): boolean {
  return isCsrfTokenValid(
    header,
    cookie === null ? [] : [{ name: CSRF_COOKIE, value: cookie }],
    session ? [session] : [],
  );
}

describe("a token", () => {
  test("is valid with its session, or with any when it was issued without one", () => {
    expect(isValid(mine, mine)).toBe(true);
    expect(isValid(anybodys, anybodys)).toBe(true);
    expect(isValid(anybodys, anybodys, undefined)).toBe(true);
  });

  test.each([
    ["in neither place", null, null],
    ["in the header alone", mine, null],
    ["in the cookie alone", null, mine],
    ["that is empty", "", ""],
    ["that differs between the two places", mine, issueCsrfToken(SESSION)],
  ])("%s is not", (_name, header, cookie) => {
    expect(isValid(header, cookie)).toBe(false);
  });

  test.each([
    ["of another session", issueCsrfToken("another")],
    ["that is made up", "x"],
    ["of zeros", "0".repeat(mine.length)],
    ["with another signature", mine.slice(0, 48) + "0".repeat(64)],
    ["whose last digit is changed", mine.slice(0, -1) + (mine.endsWith("0") ? "1" : "0")],
    ["whose first digit is changed", (mine.startsWith("0") ? "1" : "0") + mine.slice(1)],
    ["that claims to be anybody's, under the signature of one that is not", anybodys.slice(0, 48) + mine.slice(48)],
    ["without its signature", mine.slice(0, 48)],
    ["with something after it", `${mine}0`],
  ])("%s is not", (_name, token) => {
    expect(isValid(token, token)).toBe(false);
  });
});

describe("isForeignOrigin", () => {
  const OWN = ["https://shop.example", "https://m.shop.example"];

  test.each<[Record<string, string>, own?: string[]]>([
    [{}],
    [{ origin: "https://shop.example" }],
    [{ origin: "https://m.shop.example" }],
    [{ origin: "https://lan.example:3000", host: "lan.example:3000" }],
    [{ origin: "http://192.168.0.7:3000", host: "192.168.0.7:3000" }, ["http://localhost:3000"]],
    [{ "sec-fetch-site": "same-origin" }],
    [{ "sec-fetch-site": "none" }],
  ])("is false for %j", (headers, own = OWN) => {
    expect(isForeignOrigin(new Headers(headers), own)).toBe(false);
  });

  test.each<[Record<string, string>, own?: string[]]>([
    [{ origin: "https://evil.example" }],
    [{ origin: "null" }],
    [{ origin: "https://shop.example.evil.example" }],
    [{ origin: "https://shop.example0" }],
    [{ origin: "http://a.example", host: "a.example" }],
    [{ origin: "https://a.example:81", host: "a.example" }],
    [{ origin: "https://b.example", host: "a.example" }],
    [{ origin: "ftp://a.example", host: "a.example" }, []],
    [{ origin: "https://evil.example", "sec-fetch-site": "same-origin" }],
    [{ "sec-fetch-site": "cross-site" }],
    [{ "sec-fetch-site": "same-site" }],
  ])("is true for %j", (headers, own = OWN) => {
    expect(isForeignOrigin(new Headers(headers), own)).toBe(true);
  });
});

describe("over HTTP", () => {
  let shop: Shop;
  let session: string;
  beforeAll(async () => {
    shop = await openShop();
    session = await newSession(shop, await createCustomer(shop));
  });
  const change = async (extra: Record<string, string>) =>
    (await clientWith({ ...browserWith(session).headers, ...extra }).patch(profile, { body: {} })).status;

  test("a change is 200 with the session's token, from our own pages and from trusted origins", async () => {
    expect(await change({})).toBe(200);
    expect(await change({ origin: shop.env.APP_URL })).toBe(200);
    const env = { ...shop.env, TRUSTED_ORIGINS: ["https://m.shop.example"] };
    await serveWith(shop, { env }, async () => {
      expect(await change({ origin: "https://m.shop.example" })).toBe(200);
    });
  });

  test("a change is 403 with another session's token, or from elsewhere", async () => {
    const other = issueCsrfToken("another");
    const cookie = `${SESSION_COOKIE}=${session}; ${CSRF_COOKIE}=${other}`;
    expect(await change({ cookie, "x-csrftoken": other })).toBe(403);
    expect(await change({ origin: "https://m.shop.example" })).toBe(403);
  });

  test("reading needs none of it", async () => {
    const reader = clientWith({ cookie: `${SESSION_COOKIE}=${session}`, origin: "https://evil.example" });
    expect((await reader.get(profile)).status).toBe(200);
    expect((await reader.head(profile)).status).toBe(200);
  });
});
