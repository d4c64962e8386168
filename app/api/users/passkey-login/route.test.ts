import { beforeAll, describe, expect, test } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import * as passkey from "@/app/api/users/passkeys/[id]/route";
import * as passwordReset from "@/app/api/users/password/reset/route";
import * as reset from "@/app/api/users/reset/[key]/route";
import * as tokens from "@/app/api/users/tokens/route";
import { createLimits } from "@/lib/platform/limits";
import { newAuthenticator, withPasskey } from "@/lib/testing/authenticator";
import { newBrowser } from "@/lib/testing/browser";
import { as, browserWith, cookieOf, statusAndBody } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { readableLog } from "@/lib/testing/log-lines";
import { keyIn, mailTo } from "@/lib/testing/mailbox";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";
import * as login from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const REFUSED = {
  status: 400,
  body: { passkey: ["This passkey can’t be used. Please try again, or sign in another way."] },
};
const signIn = (credential: object) => newBrowser().post(login, { body: { passkey: credential } });
const options = async () => (await newBrowser().get(login)).body;

async function someoneWithPasskey() {
  const customer = await createCustomer(shop);
  const client = await as(shop, customer);
  const authenticator = newAuthenticator();
  const { id } = (await withPasskey(client, authenticator)).body;
  return { customer, client, authenticator, id: id as number };
}

test("GET 200 names no passkey, asks for a verified user, and stores nothing", async () => {
  const before = await Promise.all([shop.db.session.count(), shop.db.answeredChallenge.count()]);
  expect(await options()).toEqual({
    challenge: expect.stringMatching(/^[\w-]{100,200}$/),
    rpId: "localhost",
    timeout: 300_000,
    userVerification: "required",
  });
  expect(await Promise.all([shop.db.session.count(), shop.db.answeredChallenge.count()])).toEqual(before);
});

describe("POST 200", () => {
  test("starts a session like any other sign-in: fresh, in the activity, and the passkey's use is noted", async () => {
    const { customer, authenticator, id } = await someoneWithPasskey();
    const answer = await signIn(authenticator.get(await options()));
    const { value } = cookieOf(answer);
    expect(statusAndBody(answer)).toEqual({ status: 200, body: { key: value, redirect_url: "/" } });
    const browser = browserWith(value);
    expect((await browser.get(currentUser)).body.pk).toBe(customer.id);
    expect((await browser.post(tokens, { body: { name: "x" } })).status).toBe(201);
    expect(await shop.db.activity.count({ where: { customerId: customer.id, kind: "signed_in" } })).toBe(2);
    const row = await shop.db.passkey.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ counter: 2n, lastUsedAt: expect.any(Date) });
  });

  test("goes on with an authenticator that does not count", async () => {
    const client = await as(shop, await createCustomer(shop));
    const authenticator = newAuthenticator();
    await withPasskey(client, authenticator);
    await shop.db.passkey.updateMany({ where: { credentialId: authenticator.credentialId }, data: { counter: 0n } });
    for (let use = 0; use < 2; use++) {
      expect((await signIn(authenticator.get(await options(), { counter: 0 }))).status).toBe(200);
    }
  });

  test("lets an answer in once, however often and at whatever times it is sent", async () => {
    const { authenticator } = await someoneWithPasskey();
    const credential = authenticator.get(await options(), { counter: 5 });
    const answers = await Promise.all([credential, credential, credential].map(signIn));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
    expect(statusAndBody(await signIn(credential))).toEqual(REFUSED);
    const again = await options();
    const two = [authenticator.get(again, { counter: 7 }), authenticator.get(again, { counter: 8 })];
    expect((await Promise.all(two.map(signIn))).map(({ status }) => status).sort()).toEqual([200, 400]);
  });
});

describe("POST 400, the same for every reason, with a line in the log and without a session", () => {
  const expectRefusal = async (credential: object) => {
    const { log, text } = readableLog();
    await serveWith(shop, { log }, async () => {
      const answer = await signIn(credential);
      expect(statusAndBody(answer)).toEqual(REFUSED);
      expect(answer.headers.getSetCookie()).toEqual([]);
    });
    expect(text()).toContain("sign_in_refused");
  };

  test("for an unknown credential", async () => expectRefusal(newAuthenticator().get(await options())));

  test.each([
    ["another origin", { origin: "https://evil.example" }],
    ["another relying party", { rpId: "evil.example" }],
    ["a user who was not verified", { isVerified: false }],
    ["a counter that went back", { counter: 1 }],
  ])("for %s", async (_reason, ceremony) => {
    const { authenticator } = await someoneWithPasskey();
    await signIn(authenticator.get(await options(), { counter: 9 }));
    await expectRefusal(authenticator.get(await options(), ceremony));
  });

  test("for another's signature or user handle, and a challenge that is not for signing in", async () => {
    const { client, authenticator } = await someoneWithPasskey();
    const other = await someoneWithPasskey();
    const asked = await options();
    const [own, theirs] = [authenticator.get(asked), other.authenticator.get(asked)];
    await expectRefusal({ ...own, response: { ...own.response, signature: theirs.response.signature } });
    await expectRefusal({ ...own, response: { ...own.response, userHandle: theirs.response.userHandle } });
    await expectRefusal({ ...own, response: { ...own.response, userHandle: null } });
    const fresh = (await client.get(await import("@/app/api/users/fresh-sign-in/route"))).body.passkey;
    await expectRefusal(authenticator.get(fresh));
  });

  test("for a closed account, a passkey that was removed, and all of them once the password was reset by mail", async () => {
    const closed = await someoneWithPasskey();
    await shop.db.customer.update({ where: { id: closed.customer.id }, data: { isActive: false } });
    await expectRefusal(closed.authenticator.get(await options()));
    const removed = await someoneWithPasskey();
    await removed.client.delete(passkey, { params: { id: String(removed.id) } });
    await expectRefusal(removed.authenticator.get(await options()));
    const { customer, authenticator } = await someoneWithPasskey();
    await newBrowser().post(passwordReset, { body: { email: customer.email } });
    const key = keyIn(await mailTo(shop, String(customer.email), "Choose a new password"), "/reset");
    const chosen = { new_password1: "tangerine bicycle", new_password2: "tangerine bicycle" };
    expect((await newBrowser().post(reset, { params: { key }, body: chosen })).status).toBe(200);
    await expectRefusal(authenticator.get(await options()));
  });
});

test("429 for a network that has tried too often, before anything is looked at", async () => {
  const env = { ...shop.env, LOGIN_ATTEMPTS_PER_IP: 0 };
  const { authenticator } = await someoneWithPasskey();
  const credential = authenticator.get(await options());
  await serveWith(shop, { limits: createLimits(shop.db, env) }, async () => {
    expect((await signIn(credential)).status).toBe(429);
  });
});
