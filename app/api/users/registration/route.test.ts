import { inspect } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import * as login from "@/app/api/users/login/route";
import * as profile from "@/app/api/users/profile/route";
import * as registerWithLoyalty from "@/app/api/users/register-with-loyalty/route";
import * as verification from "@/app/api/verification/[purpose]/route";
import { SESSION_COOKIE } from "@/lib/auth/actor-service";
import { profileResponse } from "@/lib/profile/schema";
import { newBrowser } from "@/lib/testing/browser";
import { WRONG_CODE, wrongCodes } from "@/lib/testing/challenges";
import { type Answer, clientWith, cookieOf, statusAndBody } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { countHashes } from "@/lib/testing/hashing";
import { codesTo, messagesTo, newestCode } from "@/lib/testing/mailbox";
import {
  askedToRegister,
  type FilledForm,
  newRegistration,
  registered,
  uniqueEmail,
} from "@/lib/testing/registrations";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as registration from "./route";

/*
 * What both ways to register share; the one with loyalty proves its own beside it. The challenge stands in
 * lib/verification, the fields in lib/registration and lib/auth/password-rules.
 */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

/** A storefront's server: it sends the cookie it was given, and no CSRF token. */
const storefront = clientWith({});
const EMAIL_TAKEN = { email: ["This email address is already in use."] };
const PHONE_TAKEN = { phone: ["This phone number is already in use."] };

describe.each([
  { name: "registration", endpoint: registration, lists: true },
  { name: "registration_with_loyalty", endpoint: registerWithLoyalty, lists: false },
])("$name", ({ name, endpoint, lists }) => {
  test("202: what was submitted, in the profile's shape, of nobody yet; neither code nor password anywhere", async () => {
    const form = newRegistration({ attributes: { size: "M" }, language_code: "de", confirm: "true" });
    const { asked, body, code } = await askedToRegister(shop, endpoint, form);
    const { password, language_code: _code, confirm: _confirm, ...submitted } = body;
    expect(Object.keys(asked.body)).toEqual([...Object.keys(profileResponse.shape), "verification"]);
    expect(asked.body).toMatchObject({
      ...submitted,
      ...{ id: null, avatar: null, date_joined: null, language_code: "de-de" },
      verification: { purpose: name },
    });
    const rows = await shop.db.verification.findMany({ where: { phone: body.phone } });
    expect(rows).toHaveLength(1);
    for (const secret of [password, code]) {
      expect(inspect([asked.body, ...asked.headers, rows], { depth: null })).not.toContain(secret);
    }
  });

  test("202: a session of its own for each question, in which the password cannot be exchanged", async () => {
    const planted = await askedToRegister(shop, endpoint, newRegistration());
    const victim = newBrowser();
    const { name: cookie, value } = cookieOf(planted.asked);
    victim.headers.cookie = [victim.headers.cookie, `${cookie}=${value}`].filter(Boolean).join("; ");
    const form = newRegistration();
    const asked = await victim.post(endpoint, { body: form });
    expect(cookieOf(asked).value).not.toBe(cookieOf(planted.asked).value);
    const code = await newestCode(shop, form.phone);
    // The one who planted it repeats the question, in the session that they know, with a password of their own.
    const again = await planted.browser.post(endpoint, { body: { ...form, password: "a password of another" } });
    expect(again.status).toBe(202);
    const answer = await victim.post(endpoint, { body: { ...form, password: "a password of another", code } });
    expect(answer.status).toBe(406);
    expect((await victim.post(verification, { params: { purpose: name }, body: { code } })).status).toBe(201);
    const credentials = { email: form.email, password: form.password };
    expect((await newBrowser().post(login, { body: credentials })).status).toBe(200);
  });

  test("400 without a session, a count or a hash where no message can go out", async () => {
    const before = await shop.db.session.count();
    const { hashes, result } = await countHashes(() =>
      newBrowser().post(endpoint, { body: newRegistration({ phone: "+870772000000" }) }),
    );
    expect([result.status, result.headers.getSetCookie(), hashes]).toEqual([400, [], 0]);
    expect(await shop.db.session.count()).toBe(before);
  });

  test("202 alike, for the same work and one message, whatever is taken; only the number's owner is told", async () => {
    const [owner, other, gone] = [{}, {}, { isActive: false }].map((one) => createCustomer(shop, one));
    const { email, phone } = await (other as NonNullable<typeof other>);
    const free = newRegistration();
    const taken = [
      { form: newRegistration({ phone: (await owner)?.phone }), told: true },
      { form: newRegistration({ phone: (await gone)?.phone }), told: true },
      { form: newRegistration({ phone, email }), told: true },
      { form: newRegistration({ email: String(email).toUpperCase() }), told: false },
    ];
    const shapeOf = ({ status, headers, body }: Answer) =>
      JSON.stringify([status, [...headers.keys()], Object.keys(body), Object.keys(body.verification ?? {})]);
    const browsers = new Map([free, ...taken.map(({ form }) => form)].map((form) => [form, newBrowser()]));
    const post = async (form: FilledForm, more = {}) => {
      const { result, hashes } = await countHashes(async () =>
        browsers.get(form)?.post(endpoint, { body: { ...form, ...more } }),
      );
      return { shape: shapeOf(result as Answer), hashes, result: result as Answer };
    };
    const steps = [{}, ...wrongCodes(6).map((code) => ({ code })), {}, { resend: true }];
    for (const step of steps) {
      const expected = await post(free, step);
      for (const { form } of taken) {
        const seen = await post(form, step);
        expect([seen.shape, seen.hashes]).toEqual([expected.shape, expected.hashes]);
        if ("code" in step) expect(seen.result.body).toEqual(expected.result.body);
      }
    }
    for (const { form, told } of taken) {
      const [first, ...more] = await messagesTo(shop, form.phone);
      expect([first?.code === null, more.length]).toEqual([told, 1]);
    }
  });

  test("201: an account with what was submitted last, a verified number, and the consents in the ledger", async () => {
    const { call_allowed: _never, ...form } = newRegistration({ first_name: " Jane ", email_allowed: false });
    const attributes = { has_loyalty: true, verified_user: true, logged_ip: "8.8.8.8", size: "M" };
    const more = { attributes, language_code: "fr", gender: "female", kvkk_confirm: "true" };
    const { browser, body, code } = await askedToRegister(shop, endpoint, { ...form, ...more } as FilledForm);
    const last = { email: body.email.toUpperCase(), last_name: "Roe" };
    expect((await browser.post(endpoint, { body: { ...body, ...last, code } })).status).toBe(201);
    const { id, ...seen } = (await browser.get(profile)).body;
    expect(seen).toMatchObject({
      ...{ ...last, first_name: "Jane", phone: body.phone, gender: "female", language_code: "fr-fr" },
      ...{ date_of_birth: "1990-01-01", email_allowed: false, sms_allowed: true, call_allowed: null },
      attributes: { size: "M", register_client_type: "default", logged_ip: "", confirm: true },
    });
    expect(seen.attributes.kvkk_flat_page_version).toBe(shop.env.CONSENT_WORDING_VERSION);
    expect(seen.attributes).not.toHaveProperty("has_loyalty");
    const row = await shop.db.customer.findUniqueOrThrow({ where: { id }, include: { consentEvents: true } });
    expect(row).toMatchObject({ phoneVerifiedAt: expect.any(Date), username: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const { source, wordingVersion } = { source: name, wordingVersion: shop.env.CONSENT_WORDING_VERSION };
    expect(row.consentEvents).toMatchObject([
      { channel: "email", oldValue: null, newValue: false, source, wordingVersion },
      { channel: "sms", oldValue: null, newValue: true, source, wordingVersion },
    ]);
    const again = await storefront.post(login, { body: { email: body.email, password: body.password } });
    expect(again.status).toBe(200);
  });

  test("400 by name once the number is verified: what was taken before or meanwhile, and no account", async () => {
    const owner = await createCustomer(shop);
    const known = await askedToRegister(shop, endpoint, newRegistration({ email: String(owner.email).toUpperCase() }));
    for (let repetition = 0; repetition < 2; repetition++) {
      const answer = await known.browser.post(endpoint, { body: { ...known.body, code: known.code } });
      expect(statusAndBody(answer)).toEqual({ status: 400, body: EMAIL_TAKEN });
    }
    expect(await shop.db.customer.count({ where: { phoneCanonical: known.body.phone } })).toBe(0);
    for (const fields of [["phone"], ["email"], ["phone", "email"]]) {
      const { browser, body, code } = await askedToRegister(shop, endpoint);
      await createCustomer(shop, Object.fromEntries(fields.map((field) => [field, body[field]])));
      const taken = { ...(fields.includes("phone") && PHONE_TAKEN), ...(fields.includes("email") && EMAIL_TAKEN) };
      const answer = await browser.post(endpoint, { body: { ...body, code } });
      expect(statusAndBody(answer)).toEqual({ status: 400, body: taken });
    }
  });

  test("needs no second code with another address, in this session, for this number, once; and few addresses are told", async () => {
    const taken = async () => String((await createCustomer(shop)).email);
    const { browser, body, code } = await askedToRegister(shop, endpoint, newRegistration({ email: await taken() }));
    const send = (more: object, client = browser) => client.post(endpoint, { body: { ...body, ...more } });
    expect((await send({ code })).status).toBe(400);
    expect(statusAndBody(await send({ email: await taken() }))).toEqual({ status: 400, body: EMAIL_TAKEN });
    expect((await send({ email: uniqueEmail() }, newBrowser())).status).toBe(202);
    const before = await codesTo(shop, body.phone);
    const email = uniqueEmail();
    const password = "another lighthouse 8";
    expect((await send({ email, password, phone: `0${body.phone.slice(3)}` })).status).toBe(201);
    expect((await browser.get(profile)).body).toMatchObject({ email, first_name: "John" });
    expect(await codesTo(shop, body.phone)).toEqual(before);
    expect((await storefront.post(login, { body: { email, password } })).status).toBe(200);

    const again = await askedToRegister(shop, endpoint, newRegistration({ email: await taken() }));
    expect((await again.browser.post(endpoint, { body: { ...again.body, code: again.code } })).status).toBe(400);
    const statuses = [];
    for (let address = 0; address < 6; address++) {
      const other = { ...again.body, email: await taken() };
      statuses.push((await again.browser.post(endpoint, { body: other })).status);
    }
    expect(statuses).toEqual([400, 400, 400, 400, 400, 202]);
  });

  test("needs a code for another number, and for its own once that was proved for as long as a code lives", async () => {
    const { email } = await createCustomer(shop);
    for (const phone of [uniquePhone(), undefined]) {
      const { browser, body, code } = await askedToRegister(shop, endpoint, newRegistration({ email }));
      expect((await browser.post(endpoint, { body: { ...body, code } })).status).toBe(400);
      if (!phone) await shop.db.$executeRaw`UPDATE verification SET proved_until = now() WHERE phone = ${body.phone}`;
      const corrected = { ...body, email: uniqueEmail(), ...(phone && { phone }) };
      expect((await browser.post(endpoint, { body: corrected })).status).toBe(202);
    }
  });

  test("400 for a password of one's own data, before any message", async () => {
    const body = newRegistration({ first_name: "Alma", last_name: "Kravitz", password: "AlmaKravitz-1" });
    const answer = await newBrowser().post(endpoint, { body });
    const password = ["This password is too similar to your personal information."];
    expect(statusAndBody(answer)).toEqual({ status: 400, body: { password } });
    expect(await messagesTo(shop, body.phone)).toEqual([]);
  });

  test("406 kvkk_service_100_2 for other consents and another address, as submitted; the code stays good", async () => {
    const { browser, body, code } = await askedToRegister(shop, endpoint);
    const change = { sms_allowed: false, email_allowed: null, call_allowed: true, email: `New.${uniqueEmail()}` };
    const text = `Mismatch confirmation data ${body.phone}, false, null, true, ${change.email}.`;
    expect(statusAndBody(await browser.post(endpoint, { body: { ...body, ...change, code } }))).toEqual({
      status: 406,
      body: lists
        ? { non_field_errors: [text] }
        : { non_field_errors: text, error_code: "kvkk_service_100_2", code: "kvkk_service_100_2" },
    });
    expect((await browser.post(endpoint, { body: { ...body, code } })).status).toBe(201);
  });

  test("is taken by one of two who verify one number at once: 400 by name for the other", async () => {
    const first = await askedToRegister(shop, endpoint);
    const second = await askedToRegister(shop, endpoint, newRegistration({ phone: first.body.phone }));
    const answers = await Promise.all(
      [first, second].map(({ browser, body, code }) => browser.post(endpoint, { body: { ...body, code } })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400]);
    expect(answers.find(({ status }) => status === 400)?.body).toEqual(PHONE_TAKEN);
    expect(await shop.db.customer.count({ where: { phoneCanonical: first.body.phone } })).toBe(1);
  });
});

describe("POST registration", () => {
  test("201: the key is the session in the cookie, and the customer is signed in", async () => {
    const { answer, body, browser } = await registered(shop, registration);
    const cookie = cookieOf(answer);
    expect(statusAndBody(answer)).toEqual({ status: 201, body: { key: cookie.value } });
    expect((await browser.get(currentUser)).body).toMatchObject({ email: body.email, phone: body.phone });
  });

  test("takes what a storefront sends: words, an empty date and junk in a form, and no cookie but the one of the 202", async () => {
    const junk = { redirect: "false", callbackUrl: "/", captchaValidated: "true", formType: "register", json: "true" };
    const words = { email_allowed: "true", sms_allowed: "false", call_allowed: "True", confirm: "true" };
    const sent = { ...newRegistration({ gender: "none", date_of_birth: "", ...words }), ...junk };
    const form = (more = {}) => new URLSearchParams(Object.entries({ ...sent, ...more }));
    const asked = await clientWith({ cookie: "undefined", "accept-language": "undefined" }).post(registration, {
      body: form(),
    });
    const read = { gender: null, date_of_birth: null, email_allowed: true, sms_allowed: false, call_allowed: true };
    expect(asked).toMatchObject({ status: 202, body: read });
    for (const key of Object.keys(junk)) expect(asked.body).not.toHaveProperty(key);
    const body = form({ code: await newestCode(shop, sent.phone) });
    expect(statusAndBody(await storefront.post(registration, { body }))).toEqual({
      status: 406,
      body: { non_field_errors: ["Sms otp code expired. Please resend code."] },
    });
    const server = clientWith({ cookie: `${SESSION_COOKIE}=${cookieOf(asked).value}` });
    expect((await server.post(registration, { body: form({ code: WRONG_CODE }) })).status).toBe(406);
    expect((await server.post(registration, { body })).status).toBe(201);
  });
});
