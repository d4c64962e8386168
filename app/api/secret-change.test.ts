import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { nextAuthHandler } from "@/app/api/auth/next-auth-handler";
import * as tokenSignIn from "@/app/api/shop/customers/auth/otp/signin/route";
import * as tokenVerify from "@/app/api/shop/customers/auth/otp/signin/verify/route";
import * as exportFile from "@/app/api/users/export/[key]/route";
import * as exportLink from "@/app/api/users/export/route";
import * as passkeyLogin from "@/app/api/users/passkey-login/route";
import * as profile from "@/app/api/users/profile/route";
import * as registration from "@/app/api/users/registration/route";
import { SESSION_COOKIE } from "@/lib/auth/actor-service";
import { startSession } from "@/lib/auth/session-service";
import { setSecrets } from "@/lib/platform/secrets";
import { newAuthenticator, withPasskey } from "@/lib/testing/authenticator";
import { newBrowser } from "@/lib/testing/browser";
import { challenger } from "@/lib/testing/challenges";
import { as, clientWith } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD, uniquePhone } from "@/lib/testing/customers";
import { comeBack, enter, goToIssuer, servingIssuer } from "@/lib/testing/identities";
import { startIssuer } from "@/lib/testing/identity-issuer";
import { countQueued, messagesTo, newestCode } from "@/lib/testing/mailbox";
import { askedToRegister } from "@/lib/testing/registrations";
import { openShop, type Shop } from "@/lib/testing/shop";

/*
 * APP_SECRET changes while the store is open, instance by instance: what was begun at one that signs by the former secret
 * is finished at one that signs by the next, and the other way round.
 */

const [FORMER, NEXT] = ["f".repeat(64), "n".repeat(64)];

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
  process.env.NEXTAUTH_URL = shop.env.APP_URL;
});
afterEach(() => setSecrets(null));

/** What shoppers and clients begin. @returns how it is finished: true when it works as if nothing had changed */
const BEGUN: Record<string, () => Promise<() => Promise<boolean>>> = {
  "a CSRF token": async () => {
    const client = await as(shop, await createCustomer(shop));
    return async () => (await client.patch(profile, { body: { first_name: "Jane" } })).status === 200;
  },

  "a CSRF token of next-auth": async () => {
    const { email } = await createCustomer(shop);
    const asked = await callNextAuth("GET", "csrf");
    const { csrfToken } = await asked.json();
    const cookie = asked.headers.getSetCookie().map((line) => line.split(";", 1)[0]);
    const form = new URLSearchParams({ csrfToken, email: String(email), password: TEST_PASSWORD, json: "true" });
    return async () => {
      const answer = await callNextAuth("POST", "callback/credentials", { cookie: cookie.join("; ") }, form);
      return answer.headers.getSetCookie().some((line) => line.startsWith(`${SESSION_COOKIE}=`));
    };
  },

  "a code by SMS": async () => {
    const one = await challenger(shop);
    await one.ask();
    const code = await newestCode(shop, one.phone);
    return async () => (await one.submit(code)) === "verified";
  },

  "a code that another one has replaced": async () => {
    const one = await challenger(shop);
    await one.ask();
    const code = await newestCode(shop, one.phone);
    await one.resend();
    const isSame = (await newestCode(shop, one.phone)) === code;
    return async () => isSame || (await one.submit(code)) === "sms_verification_100_4";
  },

  "a code for a registration, whose password it confirms": async () => {
    const { browser, body, code } = await askedToRegister(shop, registration);
    return async () => (await browser.post(registration, { body: { ...body, code } })).status === 201;
  },

  "a question that is repeated in its pause, and answered without another message": async () => {
    const { browser, body } = await askedToRegister(shop, registration);
    return async () => {
      const { status } = await browser.post(registration, { body });
      return status === 202 && (await messagesTo(shop, body.phone)).length === 1;
    };
  },

  "a code for a client that keeps no cookie": async () => {
    const phone = uniquePhone();
    await createCustomer(shop, { phone, phoneVerifiedAt: new Date() });
    const client = clientWith({ "user-agent": `app/${randomUUID()}` });
    await client.post(tokenSignIn, { body: { mobile_number: phone } });
    const code = await newestCode(shop, phone);
    return async () => (await client.post(tokenVerify, { body: { code } })).status === 200;
  },

  "a known client that keeps no cookie": async () => {
    const { id: customerId, email, credentialsVersion } = await createCustomer(shop);
    const context = { ip: "unknown", userAgent: "Shop/2.1", deviceTokens: [], isBrowser: false };
    const signIn = () =>
      startSession(shop, { sessionTokens: [] }, { customerId, credentialsVersion, kind: "token" }, context);
    await signIn();
    return async () => {
      await signIn();
      return (await countQueued(shop, String(email))) + (await messagesTo(shop, String(email))).length === 0;
    };
  },

  "a passkey's challenge": async () => {
    const authenticator = newAuthenticator();
    await withPasskey(await as(shop, await createCustomer(shop)), authenticator);
    const { body: options } = await newBrowser().get(passkeyLogin);
    const passkey = authenticator.get(options);
    return async () => (await newBrowser().post(passkeyLogin, { body: { passkey } })).status === 200;
  },

  "a sign-in under way at the shop's own issuer": async () => {
    const issuer = await startIssuer();
    enter(issuer, String((await createCustomer(shop)).email));
    const back = await servingIssuer(shop, issuer, () => goToIssuer(issuer));
    return async () => {
      const answer = await servingIssuer(shop, issuer, () => comeBack(back));
      await issuer.kill();
      return answer.headers.get("location") === "/account";
    };
  },

  "a link to an export": async () => {
    const client = await as(shop, await createCustomer(shop));
    const { body } = await client.post(exportLink, { body: {} });
    const key = /export\/([^/]+)\//.exec(body.url)?.[1] ?? "";
    return async () => (await client.get(exportFile, { params: { key } })).status === 200;
  },

  "an Idempotency-Key": async () => {
    const client = await as(shop, await createCustomer(shop));
    const call = { headers: { "idempotency-key": randomUUID() }, body: { first_name: "Jane" } };
    await client.patch(profile, call);
    return async () => (await client.patch(profile, call)).headers.get("idempotent-replayed") === "true";
  },
};

function callNextAuth(
  method: "GET" | "POST",
  action: string,
  headers: Record<string, string> = {},
  body?: URLSearchParams,
): Promise<Response> {
  const request = new Request(`${shop.env.APP_URL}/api/auth/${action}`, { method, headers, ...(body && { body }) });
  return nextAuthHandler(method)(request, { params: Promise.resolve({ nextauth: action.split("/") }) });
}

describe.each([
  ["the next secret", [FORMER, NEXT], [NEXT, FORMER]],
  ["the former secret", [NEXT, FORMER], [FORMER, NEXT]],
])("at an instance that signs by %s", (_name, here, there) => {
  test.each(Object.entries(BEGUN))("%s of another one is as good as its own", async (_begun, begin) => {
    setSecrets(here);
    const finish = await begin();
    setSecrets(there);
    expect(await finish()).toBe(true);
  });
});

test("a secret that left the list has no power any more", async () => {
  setSecrets([FORMER]);
  const client = await as(shop, await createCustomer(shop));
  setSecrets([NEXT]);
  expect((await client.patch(profile, { body: { first_name: "Jane" } })).status).toBe(403);
});
