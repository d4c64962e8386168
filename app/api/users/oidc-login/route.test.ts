import { afterAll, beforeAll, expect, test } from "vitest";
import { newBrowser } from "@/lib/testing/browser";
import { cookieOf, guest, statusAndBody } from "@/lib/testing/client";
import { servingIssuer } from "@/lib/testing/identities";
import { type Issuer, startIssuer } from "@/lib/testing/identity-issuer";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as login from "./route";

let shop: Shop;
let issuer: Issuer;
beforeAll(async () => {
  shop = await openShop();
  issuer = await startIssuer();
});
afterAll(() => issuer.kill());

test("POST 200 says where to go, gives the browser what proves its return, and stores nothing", async () => {
  const before = await Promise.all([shop.db.session.count(), shop.db.answeredChallenge.count()]);
  await servingIssuer(shop, issuer, async () => {
    const answer = await newBrowser().post(login, { body: { next: "/account/profile" } });
    const url = new URL(answer.body.authorization_url);
    expect([answer.status, url.origin]).toEqual([200, issuer.url]);
    expect(url.searchParams.get("redirect_uri")).toBe(`${shop.env.APP_URL}/api/users/oidc-login/callback/`);
    const { name, value, attributes } = cookieOf(answer);
    expect(name).toBe("identity_flow");
    expect(attributes).toEqual(expect.arrayContaining(["httponly", "samesite=lax", "path=/", "max-age=600"]));
    for (const secret of ["state", "nonce", "code_challenge"]) {
      expect(Buffer.from(value, "base64url").toString()).not.toContain(url.searchParams.get(secret));
    }
    const other = await newBrowser().post(login, { body: {} });
    expect(new URL(other.body.authorization_url).searchParams.get("state")).not.toBe(url.searchParams.get("state"));
  });
  expect(await Promise.all([shop.db.session.count(), shop.db.answeredChallenge.count()])).toEqual(before);
});

test("POST 404 where the shop has no sign-in of its own", async () => {
  expect(statusAndBody(await guest().post(login, { body: {} }))).toEqual({
    status: 404,
    body: { detail: "Not found.", code: "not_found" },
  });
});

test("POST 503 with the time to come back while the issuer cannot be reached", async () => {
  const gone = await startIssuer();
  await gone.kill();
  await servingIssuer(shop, gone, async () => {
    const { status, body, headers } = await guest().post(login, { body: {} });
    expect([status, body.code, headers.get("retry-after")]).toEqual([503, "unavailable", "10"]);
    expect(headers.getSetCookie()).toEqual([]);
  });
});
