import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import * as exporting from "@/app/api/users/export/route";
import * as requirement from "@/app/api/users/passkey-requirement/route";
import * as passwordReset from "@/app/api/users/password/reset/route";
import * as profile from "@/app/api/users/profile/route";
import * as reset from "@/app/api/users/reset/[key]/route";
import { createLimits } from "@/lib/platform/limits";
import { newAuthenticator, withPasskey } from "@/lib/testing/authenticator";
import { type Answer, as, browserWith, clientWith, guest } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { comeBack, enter, goToIssuer, servingIssuer, signInByIdentity, startedSession } from "@/lib/testing/identities";
import { type Issuer, startIssuer } from "@/lib/testing/identity-issuer";
import { readableLog } from "@/lib/testing/log-lines";
import { keyIn, mailTo } from "@/lib/testing/mailbox";
import { uniqueEmail } from "@/lib/testing/registrations";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";
import * as callback from "./route";

let shop: Shop;
let issuer: Issuer;
beforeAll(async () => {
  shop = await openShop();
  issuer = await startIssuer();
});
beforeEach(() => {
  Object.assign(issuer, { signing: "own key", tellsIn: "id token", failure: null, tamper: (claims: object) => claims });
});
afterAll(() => issuer.kill());

const serving = <T>(work: () => Promise<T>, overrides: Partial<Shop> = {}) =>
  servingIssuer(shop, issuer, work, overrides);
const placeOf = ({ status, headers }: Answer) => [status, headers.get("location")];
const refused = (why: string, next = "/account") => [303, `/login?${new URLSearchParams({ identity: why, next })}`];
const identitiesOf = (customerId: number) => shop.db.externalIdentity.findMany({ where: { customerId } });
const kindsOf = async (customerId: number) =>
  (await shop.db.activity.findMany({ where: { customerId }, orderBy: { id: "asc" } })).map(({ kind }) => kind);

/** Nobody is signed in, and no row has changed. */
async function expectRefusal(why: string, signIn: () => Promise<Answer>) {
  const count = () =>
    Promise.all([shop.db.session.count(), shop.db.customer.count(), shop.db.externalIdentity.count()]);
  const before = await count();
  const answer = await signIn();
  expect(placeOf(answer)).toEqual(refused(why));
  expect(startedSession(answer)).toBeUndefined();
  expect(await count()).toEqual(before);
}

describe("303 to the page asked for", () => {
  test("signs in who has proved the same address here, links them, and tells them by mail", async () => {
    const { id, email } = await createCustomer(shop);
    const { sub } = enter(issuer, String(email).toUpperCase());
    await serving(async () => {
      const answer = await signInByIdentity(issuer, { next: "/account/segments?a=1" });
      expect(placeOf(answer)).toEqual([303, "/account/segments?a=1"]);
      const mine = browserWith(startedSession(answer) ?? "");
      expect((await mine.get(currentUser)).body.pk).toBe(id);
      expect(answer.headers.getSetCookie()).toContainEqual(expect.stringMatching(/^identity_flow=; .*Max-Age=0/));
      expect(answer.headers.getSetCookie()).toContainEqual(expect.stringMatching(/^device=[0-9a-f]{32}; /));
      // They have just signed in there.
      expect((await mine.post(exporting, { body: {} })).status).toBe(201);
    });
    expect(await identitiesOf(id)).toEqual([
      expect.objectContaining({ issuer: `${issuer.url}/`, subject: sub, removedAt: null }),
    ]);
    expect(await kindsOf(id)).toEqual(["identity_linked", "signed_in", "data_exported"]);
    const { body } = await mailTo(shop, String(email), "A new way to sign in");
    expect(body).toMatch(/“Shop ID”[\s\S]*\/undo\?key=\w+/);
  });

  test("knows them again by their subject, whatever their address has become", async () => {
    const { id, email } = await createCustomer(shop);
    const person = enter(issuer, String(email));
    await serving(async () => {
      await signInByIdentity(issuer);
      issuer.person = { ...person, email: uniqueEmail(), email_verified: false };
      const answer = await signInByIdentity(issuer);
      expect(placeOf(answer)).toEqual([303, "/account"]);
      expect((await browserWith(startedSession(answer) ?? "").get(currentUser)).body.pk).toBe(id);
    });
    expect(await identitiesOf(id)).toHaveLength(1);
    expect((await kindsOf(id)).filter((kind) => kind === "identity_linked")).toHaveLength(1);
  });

  test("ends the session that the browser had", async () => {
    const { email } = await createCustomer(shop);
    const other = await as(shop, await createCustomer(shop));
    enter(issuer, String(email));
    await serving(async () => {
      const { cookie, query } = await goToIssuer(issuer);
      await comeBack({ cookie: `${cookie}; ${other.headers.cookie}`, query });
    });
    expect((await other.get(currentUser)).status).toBe(401);
  });

  test.each([
    ["an old sign-in", 2 * 86_400],
    ["no time", null],
  ])("with %s there does not open what takes a fresh one", async (_name, age) => {
    const { email } = await createCustomer(shop);
    enter(issuer, String(email));
    const authTime = age === null ? undefined : Math.floor(Date.now() / 1000) - age;
    issuer.tamper = (claims) => ({ ...claims, auth_time: authTime });
    await serving(async () => {
      const mine = browserWith(startedSession(await signInByIdentity(issuer)) ?? "");
      expect((await mine.post(exporting, { body: {} })).body.code).toBe("fresh_sign_in_required");
    });
  });

  test.each(["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/login", ""])(
    "leads to the account rather than to %j",
    async (next) => {
      enter(issuer, String((await createCustomer(shop)).email));
      await serving(async () => expect(placeOf(await signInByIdentity(issuer, { next }))).toEqual([303, "/account"]));
    },
  );
});

describe("303 for somebody new", () => {
  test("to the terms, and makes nothing before they are accepted", async () => {
    const email = uniqueEmail();
    enter(issuer, email);
    await serving(async () => {
      const answer = await signInByIdentity(issuer, { next: "/account/profile" });
      expect(placeOf(answer)).toEqual([303, "/register?by=identity&next=%2Faccount%2Fprofile"]);
      expect(startedSession(answer)).toBeUndefined();
    });
    expect(await shop.db.customer.count({ where: { email } })).toBe(0);
  });

  test("who has accepted them: makes the account, its address proved, in the language of the page", async () => {
    const email = uniqueEmail();
    enter(issuer, email, { given_name: "Ida", family_name: "x".repeat(60) });
    await serving(async () => {
      const back = await goToIssuer(issuer, { confirm: true }, { "accept-language": "de" });
      const answer = await comeBack(back, { "accept-language": "en" });
      expect(placeOf(answer)).toEqual([303, "/account/welcome?next=%2Faccount"]);
      const { body } = await browserWith(startedSession(answer) ?? "").get(profile);
      const consents = { email_allowed: null, sms_allowed: null, call_allowed: null };
      expect(body).toMatchObject({ first_name: "Ida", last_name: "", email, phone: null, ...consents });
      expect(body.language_code).toMatch(/^de/);
      expect(body.attributes).toMatchObject({ confirm: true, kvkk_flat_page_version: expect.any(String) });
    });
    const row = await shop.db.customer.findFirstOrThrow({ where: { email, passwordHash: null } });
    expect(row).toMatchObject({ verifiedEmail: email, phoneVerifiedAt: null });
    expect(await kindsOf(row.id)).toEqual(["registered"]);
    const events = await shop.db.webhookEvent.findMany({ where: { customerId: row.id } });
    expect(events.map(({ type }) => type).sort()).toEqual(["customer.contact_proved", "customer.created"]);
  });

  test("makes one account of many who come at once, and the others may try again", async () => {
    const email = uniqueEmail();
    enter(issuer, email);
    await serving(async () => {
      const backs = await Promise.all([1, 2, 3].map(() => goToIssuer(issuer, { confirm: true })));
      const places = (await Promise.all(backs.map((back) => comeBack(back)))).map((answer) => placeOf(answer)[1]);
      expect(places).toContain("/account/welcome?next=%2Faccount");
      expect(await shop.db.customer.count({ where: { email } })).toBe(1);
      expect(placeOf(await signInByIdentity(issuer))).toEqual([303, "/account"]);
    });
  });
});

describe("303 to the sign-in page, which says why, with nobody signed in", () => {
  test("where the issuer has not proved the address, or tells none", async () => {
    const { email } = await createCustomer(shop);
    for (const person of [
      { email_verified: false },
      { email_verified: undefined },
      { email: undefined },
      { email: "x" },
    ]) {
      enter(issuer, String(email), person);
      await serving(() => expectRefusal("unproved", () => signInByIdentity(issuer, { confirm: true })));
    }
  });

  test("where an account here has the address without having proved it", async () => {
    const { id, email } = await createCustomer(shop, { isEmailProved: false });
    enter(issuer, String(email));
    await serving(() => expectRefusal("taken", () => signInByIdentity(issuer, { confirm: true })));
    await shop.db.customer.update({ where: { id }, data: { verifiedEmail: email } });
    await serving(async () => expect(placeOf(await signInByIdentity(issuer))).toEqual([303, "/account"]));
  });

  test("where the account asks for its passkey, and links nothing", async () => {
    const customer = await createCustomer(shop, { phoneVerifiedAt: new Date() });
    const mine = await as(shop, customer);
    await withPasskey(mine, newAuthenticator());
    expect((await mine.patch(requirement, { body: { is_required: true } })).status).toBe(200);
    enter(issuer, String(customer.email));
    await serving(() => expectRefusal("passkey_required", () => signInByIdentity(issuer)));
    await shop.db.externalIdentity.create({
      data: { customerId: customer.id, issuer: `${issuer.url}/`, subject: String(issuer.person?.sub) },
    });
    await serving(() => expectRefusal("passkey_required", () => signInByIdentity(issuer)));
  });

  test("where the account is closed", async () => {
    const { email } = await createCustomer(shop, { isActive: false });
    enter(issuer, String(email));
    await serving(() => expectRefusal("interrupted", () => signInByIdentity(issuer)));
  });

  const soon = () => Math.floor(Date.now() / 1000);
  test.each<[string, Partial<Issuer>]>([
    ["a wrong nonce", { tamper: (claims) => ({ ...claims, nonce: "x" }) }],
    ["a wrong audience", { tamper: (claims) => ({ ...claims, aud: "x" }) }],
    ["a wrong issuer", { tamper: (claims) => ({ ...claims, iss: "https://evil.example" }) }],
    ["an expired token", { tamper: (claims) => ({ ...claims, exp: soon() - 60 }) }],
    ["a token without signature", { signing: "none" }],
    ["another's signature", { signing: "other key" }],
  ])("for %s", async (_name, fault) => {
    enter(issuer, String((await createCustomer(shop)).email));
    await serving(() =>
      expectRefusal("interrupted", () => {
        Object.assign(issuer, fault);
        return signInByIdentity(issuer);
      }),
    );
  });

  test("for who gives up there, or comes by themselves", async () => {
    issuer.person = null;
    await serving(async () => {
      await expectRefusal("interrupted", () => signInByIdentity(issuer));
      await expectRefusal("interrupted", () => comeBack({ cookie: "", query: "code=x&state=y" }));
      await expectRefusal("interrupted", () => comeBack({ cookie: "identity_flow=e30", query: "" }));
    });
  });

  test("for the state of another browser, one that was used, and one that is ten minutes old", async () => {
    enter(issuer, String((await createCustomer(shop)).email));
    await serving(async () => {
      const [one, other] = [await goToIssuer(issuer), await goToIssuer(issuer)];
      await expectRefusal("interrupted", () => comeBack({ cookie: other.cookie, query: one.query }));
      expect(placeOf(await comeBack(one))).toEqual([303, "/account"]);
      await expectRefusal("interrupted", () => comeBack(one));
      // Nor with a code that the issuer has not seen yet.
      const unused = await one.goOnceMore();
      await expectRefusal("interrupted", () => comeBack(unused));
      const tooLate = { now: () => new Date(Date.now() + 601_000) };
      await serving(() => expectRefusal("interrupted", () => comeBack(other)), tooLate);
    });
  });

  test("of two who bring one state at once signs one in", async () => {
    enter(issuer, String((await createCustomer(shop)).email));
    await serving(async () => {
      const back = await goToIssuer(issuer);
      const places = (await Promise.all([comeBack(back), comeBack(back)])).map((answer) => placeOf(answer)[1]);
      expect(places.sort()).toEqual(["/account", refused("interrupted")[1]]);
    });
  });

  test("while the issuer fails, and takes them to where they wanted once it is well", async () => {
    enter(issuer, String((await createCustomer(shop)).email));
    await serving(async () => {
      const back = await goToIssuer(issuer, { next: "/account/profile" });
      issuer.failure = 503;
      const answer = await comeBack(back);
      expect(placeOf(answer)).toEqual(refused("unavailable", "/account/profile"));
    });
  });

  test("once too many have come from their network", async () => {
    enter(issuer, String((await createCustomer(shop)).email));
    const limits = createLimits(shop.db, { ...shop.env, LOGIN_ATTEMPTS_PER_IP: 0 });
    await serving(() => expectRefusal("throttled", () => signInByIdentity(issuer)), { limits });
  });
});

test("a reset of the password by mail forgets who they are there, until they come again", async () => {
  const { id, email } = await createCustomer(shop);
  enter(issuer, String(email));
  await serving(async () => {
    await signInByIdentity(issuer);
    await guest().post(passwordReset, { body: { email } });
    const key = keyIn(await mailTo(shop, String(email), "password"), "/reset");
    const chosen = { new_password1: "tangerine bicycle", new_password2: "tangerine bicycle" };
    expect((await guest().post(reset, { params: { key }, body: chosen })).status).toBe(200);
    expect(await identitiesOf(id)).toEqual([]);
    expect(placeOf(await signInByIdentity(issuer))).toEqual([303, "/account"]);
  });
});

test("nothing of it is written into the log, and a refusal has a line", async () => {
  const email = uniqueEmail();
  const { log, text } = readableLog();
  await serving(
    async () => {
      const person = enter(issuer, email, { email_verified: false });
      const back = await goToIssuer(issuer);
      await comeBack(back);
      issuer.tamper = (claims) => ({ ...claims, nonce: "x" });
      await signInByIdentity(issuer);
      const code = new URLSearchParams(back.query).get("code");
      for (const secret of [email, String(person.sub), String(code), back.cookie]) expect(text()).not.toContain(secret);
    },
    { log },
  );
  expect(text()).toContain('"security":"identity_refused"');
});

test("400 for a key that nobody asked for, to who wants to be told", async () => {
  await serving(async () => {
    const strict = clientWith({ prefer: "handling=strict" });
    expect((await strict.get(callback, { query: "session_state=x" })).status).toBe(400);
  });
});

test("404 where the shop has no sign-in of its own", async () => {
  await serveWith(shop, { identityProvider: null }, async () => {
    expect((await guest().get(callback, { query: "code=x&state=y" })).status).toBe(404);
  });
});
