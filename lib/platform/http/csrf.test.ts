import { beforeAll, describe, expect, test } from "vitest";
import * as profile from "@/app/api/users/profile/route";
import { SESSION_COOKIE } from "@/lib/auth/session-service";
import { isForeignOrigin, issueCsrfToken } from "@/lib/platform/http/csrf";
import { browserWith, clientWith, newSession } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";

let shop: Shop;
let session: string;
beforeAll(async () => {
  shop = await openShop();
  session = await newSession(shop, await createCustomer(shop));
});

async function change(headers: Record<string, string>): Promise<number> {
  return (await clientWith(headers).patch(profile, { body: {} })).status;
}

/** The status of a change by somebody with this session whose header and cookie carry these tokens. */
function changeWith(header: string | null, cookie: string | null): Promise<number> {
  const cookies = [`${SESSION_COOKIE}=${session}`, ...(cookie === null ? [] : [`csrftoken=${cookie}`])];
  return change({ cookie: cookies.join("; "), ...(header === null ? {} : { "x-csrftoken": header }) });
}

describe("200", () => {
  test("a token issued to the session, and one issued to nobody yet", async () => {
    for (const token of [issueCsrfToken(session), issueCsrfToken(undefined)]) {
      expect(await changeWith(token, token)).toBe(200);
    }
  });

  test("from our own pages, from trusted origins, and from clients that are no browsers", async () => {
    const own = { origin: shop.env.APP_URL };
    const lan = { origin: "http://192.168.0.7:3000", host: "192.168.0.7:3000" };
    const { headers } = browserWith(session);
    const browser: Record<string, string>[] = [{ "sec-fetch-site": "same-origin" }, { "sec-fetch-site": "none" }];
    for (const extra of [own, lan, ...browser, {}]) {
      expect(await change({ ...headers, ...extra })).toBe(200);
    }
    const env = { ...shop.env, TRUSTED_ORIGINS: ["https://m.shop.example"] };
    await serveWith(shop, { env }, async () => {
      expect(await change({ ...headers, origin: "https://m.shop.example" })).toBe(200);
    });
  });
});

describe("403", () => {
  test("no token, or one in only one of the two places", async () => {
    const token = issueCsrfToken(session);
    expect(await changeWith(null, null)).toBe(403);
    expect(await changeWith(token, null)).toBe(403);
    expect(await changeWith(null, token)).toBe(403);
    expect(await changeWith("", "")).toBe(403);
  });

  test("two good tokens that differ", async () => {
    expect(await changeWith(issueCsrfToken(session), issueCsrfToken(session))).toBe(403);
  });

  test("a token of another session", async () => {
    const other = issueCsrfToken(await newSession(shop, await createCustomer(shop)));
    expect(await changeWith(other, other)).toBe(403);
  });

  test("a token that we did not sign: made up, changed in any place, or without its signature", async () => {
    const good = issueCsrfToken(session);
    const unbound = issueCsrfToken(undefined);
    const forged = [
      "x",
      "0".repeat(good.length),
      good.slice(0, 48) + "0".repeat(64),
      good.slice(0, -1) + (good.endsWith("0") ? "1" : "0"),
      (good.startsWith("0") ? "1" : "0") + good.slice(1),
      // The claim of a token that is good in any session, under the signature of one that is not.
      unbound.slice(0, 48) + good.slice(48),
      good.slice(0, 48),
      `${good}0`,
    ];
    for (const token of forged) expect([token, await changeWith(token, token)]).toEqual([token, 403]);
  });

  test("a good token from a foreign origin, or from what the browser calls another site", async () => {
    const { headers } = browserWith(session);
    const foreign: Record<string, string>[] = [
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: `${shop.env.APP_URL}.evil.example` },
      { origin: `${shop.env.APP_URL}0` },
      { origin: "https://evil.example", "sec-fetch-site": "same-origin" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ];
    for (const extra of foreign) {
      expect([extra, await change({ ...headers, ...extra })]).toEqual([extra, 403]);
    }
  });

  test("what may only be read needs none of it", async () => {
    const reader = clientWith({ cookie: `${SESSION_COOKIE}=${session}`, origin: "https://evil.example" });
    expect((await reader.get(profile)).status).toBe(200);
    expect((await reader.head(profile)).status).toBe(200);
  });
});

test("the scheme and the host both count where the page's own host is compared", () => {
  const headers = (origin: string, host: string) => new Headers({ origin, host });
  expect(isForeignOrigin(headers("https://a.example", "a.example"), ["https://shop.example"])).toBe(false);
  expect(isForeignOrigin(headers("http://a.example", "a.example"), ["https://shop.example"])).toBe(true);
  expect(isForeignOrigin(headers("ftp://a.example", "a.example"), [])).toBe(true);
  expect(isForeignOrigin(headers("http://a.example:81", "a.example"), [])).toBe(true);
  expect(isForeignOrigin(headers("http://b.example", "a.example"), ["http://c.example"])).toBe(true);
});
