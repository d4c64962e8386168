import { beforeAll, describe, expect, test } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import * as login from "@/app/api/users/login/route";
import * as profile from "@/app/api/users/profile/route";
import { SESSION_COOKIE } from "@/lib/auth/session-service";
import { newBrowser, sessionOf } from "@/lib/testing/browser";
import { wrongCode } from "@/lib/testing/challenges";
import { clientWith, cookieOf } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { messagesTo, newestCode } from "@/lib/testing/mailbox";
import { type FilledForm, newRegistration } from "@/lib/testing/registrations";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as registration from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

/** A storefront's server: it sends the cookie it was given, and no CSRF token. */
const storefront = clientWith({});
const withSession = (session: string) => clientWith({ cookie: `${SESSION_COOKIE}=${session}` });

/** Asks for the code and gives it. */
async function register(body: FilledForm = newRegistration()) {
  const browser = newBrowser();
  expect((await browser.post(registration, { body })).status).toBe(202);
  const guest = sessionOf(browser) ?? "";
  const code = await newestCode(shop, body.phone);
  return { browser, guest, code, answer: await browser.post(registration, { body: { ...body, code } }) };
}

describe("202", () => {
  test("answers what was submitted in the profile's shape, without password and code, and where the dialogue stands", async () => {
    const body = newRegistration({ attributes: { size: "M" }, language_code: "de" });
    const answer = await storefront.post(registration, { body: { ...body, confirm: "true" } });
    expect(answer.status).toBe(202);
    const { genders, verification, ...submitted } = answer.body;
    expect(submitted).toEqual({
      id: null,
      first_name: "John",
      last_name: "Doe",
      email_allowed: true,
      sms_allowed: true,
      call_allowed: false,
      avatar: null,
      email: body.email,
      phone: body.phone,
      date_of_birth: "1990-01-01",
      gender: "male",
      language_code: "de-de",
      attributes: { size: "M" },
      date_joined: null,
    });
    expect(genders).toEqual([
      { value: "female", label: "female" },
      { value: "male", label: "male" },
    ]);
    expect(verification).toEqual({
      purpose: "registration",
      phone_masked: `+90•••••••${body.phone.slice(-3)}`,
      expires_at: expect.any(String),
      resend_at: expect.any(String),
      attempts_left: 5,
    });
    const text = JSON.stringify(answer.body);
    expect(text).not.toContain(body.password);
    expect(text).not.toContain(await newestCode(shop, body.phone));
  });

  test("the code goes to the number and nowhere else: not into a header, not into the database in the clear", async () => {
    const body = newRegistration();
    const answer = await storefront.post(registration, { body });
    const code = await newestCode(shop, body.phone);
    expect(JSON.stringify([...answer.headers])).not.toContain(code);
    const rows = await shop.db.verification.findMany({ where: { phone: body.phone } });
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows[0])).not.toContain(code);
    expect(JSON.stringify(rows[0])).not.toContain(body.password);
    const [message] = await messagesTo(shop, body.phone);
    expect(message?.body.endsWith(`\n@localhost #${code}`)).toBe(true);
  });

  test("a guest's session comes with it, in the one cookie that the storefront copies", async () => {
    const answer = await storefront.post(registration, { body: newRegistration() });
    const { name, value, attributes } = cookieOf(answer);
    expect(name).toBe("osessionid");
    expect(value).toMatch(/^\w{64}$/);
    expect(attributes).toEqual(["path=/", `max-age=${shop.env.GUEST_SESSION_SECONDS}`, "samesite=lax", "httponly"]);
  });

  test("the guest's session lets nobody in", async () => {
    const { value } = cookieOf(await storefront.post(registration, { body: newRegistration() }));
    expect((await withSession(value).get(currentUser)).status).toBe(401);
    expect((await withSession(value).get(profile)).status).toBe(401);
  });

  test("who has a session keeps it: no second cookie", async () => {
    const browser = newBrowser();
    await browser.post(registration, { body: newRegistration() });
    const answer = await browser.post(registration, { body: newRegistration() });
    expect(answer.status).toBe(202);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  test("the same question again is the same answer and no second message", async () => {
    const browser = newBrowser();
    const body = newRegistration();
    const first = await browser.post(registration, { body });
    const again = [];
    for (let repetition = 0; repetition < 3; repetition++) again.push(await browser.post(registration, { body }));
    for (const answer of again) {
      expect(answer.status).toBe(202);
      expect(answer.body).toEqual(first.body);
    }
    expect(await messagesTo(shop, body.phone)).toHaveLength(1);
  });
});

describe("200 for resend", () => {
  test("another code, after which the first one is expired and the second one good", async () => {
    const browser = newBrowser();
    const body = newRegistration();
    await browser.post(registration, { body });
    const first = await newestCode(shop, body.phone);
    const { status, body: said } = await browser.post(registration, { body: { ...body, resend: "true" } });
    expect({ status, said }).toEqual({ status: 200, said: { message: "success" } });
    const second = await newestCode(shop, body.phone);
    expect(await messagesTo(shop, body.phone)).toHaveLength(2);
    const late = await browser.post(registration, { body: { ...body, code: first } });
    // One in a million runs sends the same code twice.
    expect(late.status).toBe(first === second ? 201 : 406);
    if (first === second) return;
    expect(late.body).toEqual({ non_field_errors: ["Sms otp code expired. Please resend code."] });
    expect((await browser.post(registration, { body: { ...body, code: second } })).status).toBe(201);
  });
});

describe("201", () => {
  test("the key is the session in the cookie, and the customer is signed in", async () => {
    const body = newRegistration();
    const { answer, browser } = await register(body);
    const cookie = cookieOf(answer);
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({ key: cookie.value });
    expect(cookie).toMatchObject({ name: "osessionid", value: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(cookie.attributes).toEqual(["path=/", `max-age=${30 * 86_400}`, "samesite=lax", "httponly"]);
    expect((await browser.get(currentUser)).body).toMatchObject({ email: body.email, phone: body.phone });
  });

  test("the account has what was submitted, a number that is proved, and a name that tells nothing", async () => {
    const body = newRegistration({ first_name: " Jane ", gender: "female", attributes: { size: "M" } });
    const { browser } = await register({ ...body, language_code: "fr" });
    const { id, ...seen } = (await browser.get(profile)).body;
    expect(seen).toMatchObject({
      first_name: "Jane",
      last_name: "Doe",
      email_allowed: true,
      sms_allowed: true,
      call_allowed: false,
      date_of_birth: "1990-01-01",
      gender: "female",
      language_code: "fr-fr",
    });
    const row = await shop.db.customer.findUniqueOrThrow({ where: { id } });
    expect(row.phoneVerifiedAt).toBeInstanceOf(Date);
    expect(row.username).toMatch(/^[0-9a-f]{64}$/);
    expect(row.isActive).toBe(true);
  });

  test("the password signs in afterwards", async () => {
    const body = newRegistration();
    await register(body);
    const again = await storefront.post(login, { body: { email: body.email, password: body.password } });
    expect(again.status).toBe(200);
  });

  test("the guest's session is dead and the code with it", async () => {
    const body = newRegistration();
    const { guest, code, browser } = await register(body);
    expect(sessionOf(browser)).not.toBe(guest);
    const late = await withSession(guest).post(registration, { body: { ...body, code } });
    expect({ status: late.status, body: late.body }).toEqual({
      status: 406,
      body: { non_field_errors: ["Sms otp code expired. Please resend code."] },
    });
    expect((await browser.post(registration, { body: { ...body, code } })).status).toBe(406);
  });

  test("somebody who was signed in is the new customer afterwards, and his old session is dead", async () => {
    const { browser } = await register();
    const before = sessionOf(browser) ?? "";
    const body = newRegistration();
    await browser.post(registration, { body });
    await browser.post(registration, { body: { ...body, code: await newestCode(shop, body.phone) } });
    expect((await browser.get(currentUser)).body.email).toBe(body.email);
    expect((await withSession(before).get(currentUser)).status).toBe(401);
  });

  test("each consent that was given is a line of the ledger; one that was not asked for is none", async () => {
    const { call_allowed: _never, ...body } = newRegistration({ email_allowed: false });
    const { browser } = await register(body);
    const { id, call_allowed } = (await browser.get(profile)).body;
    expect(call_allowed).toBeNull();
    const lines = await shop.db.consentEvent.findMany({ where: { customerId: id }, orderBy: { id: "asc" } });
    expect(lines.map(({ channel, oldValue, newValue }) => ({ channel, oldValue, newValue }))).toEqual([
      { channel: "email", oldValue: null, newValue: false },
      { channel: "sms", oldValue: null, newValue: true },
    ]);
    for (const line of lines) {
      expect(line).toMatchObject({ source: "registration", wordingVersion: shop.env.CONSENT_WORDING_VERSION });
      expect(Date.now() - line.at.getTime()).toBeLessThan(60_000);
    }
  });

  test("the server's own attributes are the server's, whatever was submitted", async () => {
    const attributes = { has_loyalty: true, verified_user: true, logged_ip: "8.8.8.8", size: "M" };
    const { browser } = await register(newRegistration({ attributes, kvkk_confirm: "true" }));
    expect((await browser.get(profile)).body.attributes).toEqual({
      size: "M",
      register_client_type: "default",
      logged_ip: "",
      kvkk_flat_page_version: shop.env.CONSENT_WORDING_VERSION,
      confirm: true,
    });
  });

  test("a code in Arabic-Indic digits, with blanks between", async () => {
    const browser = newBrowser();
    const body = newRegistration();
    await browser.post(registration, { body });
    const digits = (await newestCode(shop, body.phone)).replaceAll(/\d/g, (digit) =>
      String.fromCharCode(0x660 + Number(digit)),
    );
    const code = `${digits.slice(0, 3)} ${digits.slice(3)}`;
    expect((await browser.post(registration, { body: { ...body, code } })).status).toBe(201);
  });

  test("the number written in another way in the second step is the same number", async () => {
    const browser = newBrowser();
    const body = newRegistration();
    await browser.post(registration, { body });
    const code = await newestCode(shop, body.phone);
    const phone = `0${body.phone.slice(3, 6)} ${body.phone.slice(6)}`;
    const email = body.email.toUpperCase();
    expect((await browser.post(registration, { body: { ...body, phone, email, code } })).status).toBe(201);
    expect((await browser.get(profile)).body).toMatchObject({ phone, email });
  });
});

describe("what real clients send", () => {
  const junk = {
    redirect: "false",
    callbackUrl: "/",
    captchaValidated: "true",
    formType: "register",
    locale: "en",
    csrfToken: "x",
    json: "true",
  };

  test("words for booleans, no answer for gender, an empty date, junk keys: in JSON and as a form", async () => {
    for (const asForm of [false, true]) {
      const words = { email_allowed: "true", sms_allowed: "false", call_allowed: "True", confirm: "true" };
      const body = newRegistration({ gender: "none", date_of_birth: "", ...words, kvkk_confirm: "true", ...junk });
      const send = (sent: object) => (asForm ? new URLSearchParams(Object.entries(sent)) : sent);
      const browser = newBrowser();
      const first = await browser.post(registration, { body: send(body) });
      expect(first.status).toBe(202);
      expect(first.body).toMatchObject({ gender: null, date_of_birth: null, email_allowed: true, sms_allowed: false });
      for (const key of Object.keys(junk)) expect(first.body).not.toHaveProperty(key);
      const code = await newestCode(shop, body.phone);
      expect((await browser.post(registration, { body: send({ ...body, code }) })).status).toBe(201);
      expect((await browser.get(profile)).body).toMatchObject({ gender: null, date_of_birth: null });
    }
  });

  test("the cookie of the 202 is all that ties the second step to the first: no CSRF token, no other cookie", async () => {
    const body = newRegistration();
    const { value } = cookieOf(await storefront.post(registration, { body }));
    const code = await newestCode(shop, body.phone);
    const stranger = await storefront.post(registration, { body: { ...body, code } });
    expect({ status: stranger.status, body: stranger.body }).toEqual({
      status: 406,
      body: { non_field_errors: ["Sms otp code expired. Please resend code."] },
    });
    expect((await withSession(value).post(registration, { body: { ...body, code } })).status).toBe(201);
  });

  test("a failing request comes four times: the wrong code counts once", async () => {
    const browser = newBrowser();
    const body = newRegistration();
    await browser.post(registration, { body });
    const code = wrongCode(await newestCode(shop, body.phone));
    for (let time = 0; time < 4; time++) {
      const answer = await browser.post(registration, { body: { ...body, code } });
      expect({ status: answer.status, body: answer.body }).toEqual({
        status: 406,
        body: { non_field_errors: ["Verification codes do not match."] },
      });
    }
    expect((await browser.post(registration, { body })).body.verification.attempts_left).toBe(4);
  });

  test("every answer in its language, with one cookie at most", async () => {
    const body = newRegistration();
    const german = clientWith({ "accept-language": "de-AT" });
    const undefinedLanguage = clientWith({ "accept-language": "undefined", cookie: "undefined" });
    expect((await german.post(registration, { body: {} })).body.email).toEqual(["Dieses Feld ist erforderlich."]);
    const answer = await undefinedLanguage.post(registration, { body });
    expect(answer.status).toBe(202);
    expect(answer.headers.getSetCookie()).toHaveLength(1);
  });
});

describe("one person, one account", () => {
  test("an address in another letter case is the same address", async () => {
    const { email } = await createCustomer(shop);
    const { answer } = await register(newRegistration({ email: String(email).toUpperCase() }));
    expect({ status: answer.status, body: answer.body }).toEqual({
      status: 400,
      body: { email: ["This email address is already in use."] },
    });
  });

  test("a number written in another way is the same number", async () => {
    const phone = uniquePhone();
    await createCustomer(shop, { phone });
    await newBrowser().post(registration, {
      body: newRegistration({ phone: `0 (${phone.slice(3, 6)}) ${phone.slice(6)}` }),
    });
    const [message] = await messagesTo(shop, phone);
    expect(message?.code).toBeNull();
  });
});
