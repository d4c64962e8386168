import * as callback from "@/app/api/users/oidc-login/callback/route";
import * as login from "@/app/api/users/oidc-login/route";
import { newBrowser, sessionOf } from "@/lib/testing/browser";
import { type Answer, clientWith } from "@/lib/testing/client";
import { type Issuer, personOf, providerOf } from "@/lib/testing/identity-issuer";
import { type Shop, serveWith } from "@/lib/testing/shop";

/* Browsers that sign in at the shop's own issuer. */

/** Does some work in a shop whose sign-in the issuer is. */
export function servingIssuer<T>(shop: Shop, issuer: Issuer, work: () => Promise<T>, overrides: Partial<Shop> = {}) {
  return serveWith(shop, { identityProvider: providerOf(issuer, shop.env.APP_URL), ...overrides }, work);
}

type Asked = { next?: string; confirm?: boolean };

/** A browser that has asked, and been to the issuer. @returns what it brings back, and how to be sent there once more */
export async function goToIssuer(issuer: Issuer, body: Asked = {}, headers: Record<string, string> = {}) {
  const browser = newBrowser();
  const { body: answered } = await browser.post(login, { body, headers });
  const cookie = /identity_flow=[^;]+/.exec(browser.headers.cookie ?? "")?.[0] ?? "";
  const goOnceMore = async () => {
    const { search } = await issuer.authorize(answered.authorization_url);
    return { cookie, query: search.slice(1) };
  };
  return { ...(await goOnceMore()), goOnceMore };
}

/** Back at the shop, as browsers are sent there. */
export function comeBack({ cookie, query }: { cookie: string; query: string }, more: Record<string, string> = {}) {
  return clientWith({ cookie, "sec-fetch-site": "cross-site", ...more }).get(callback, { query });
}

/** Signs in all the way. */
export async function signInByIdentity(issuer: Issuer, asked: Asked = {}): Promise<Answer> {
  return comeBack(await goToIssuer(issuer, asked));
}

/** The session that an answer of several cookies starts; undefined for none. */
export function startedSession({ headers }: Answer): string | undefined {
  return sessionOf(clientWith({ cookie: headers.getSetCookie().join("; ") }));
}

/** Somebody who has just proved this address there. */
export function enter(issuer: Issuer, email: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  issuer.person = personOf(email, more);
  return issuer.person;
}
