import { beforeAll, describe, expect, test } from "vitest";
import * as registerWithLoyalty from "@/app/api/users/register-with-loyalty/route";
import { newBrowser } from "@/lib/testing/browser";
import { wrongCode } from "@/lib/testing/challenges";
import type { Answer, Client } from "@/lib/testing/client";
import { uniquePhone } from "@/lib/testing/customers";
import { messagesTo, newestCode } from "@/lib/testing/mailbox";
import { type FilledForm, newRegistration, uniqueEmail } from "@/lib/testing/registrations";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as registration from "./route";

/* What both ways to register refuse, and how each of them says so. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const ENDPOINTS = [
  { name: "registration", endpoint: registration, lists: true, other: registerWithLoyalty },
  { name: "register-with-loyalty", endpoint: registerWithLoyalty, lists: false, other: registration },
];

const MISMATCH = ["sms_verification_100_1", "Phone numbers do not match."] as const;
const WRONG = ["sms_verification_100_2", "Verification codes do not match."] as const;
const EXPIRED = ["sms_verification_100_4", "Sms otp code expired. Please resend code."] as const;

async function accountsOf({ email }: FilledForm): Promise<number> {
  return shop.db.customer.count({ where: { emailCanonical: String(email).toLowerCase() } });
}

describe.each(ENDPOINTS)("$name", ({ name, endpoint, lists, other }) => {
  async function ask(body: FilledForm, browser: Client = newBrowser()) {
    expect((await browser.post(endpoint, { body })).status).toBe(202);
    return { browser, body, code: await newestCode(shop, body.phone) };
  }

  function expectRefusal({ status, body, headers }: Answer, [code, text]: readonly [string, string]): void {
    expect(status).toBe(406);
    expect(body).toEqual(lists ? { non_field_errors: [text] } : { non_field_errors: text, error_code: code });
    expect(headers.getSetCookie()).toEqual([]);
  }

  describe("400", () => {
    test("each required field that is missing is named", async () => {
      const { status, body } = await newBrowser().post(endpoint, { body: {} });
      const required = ["email", "first_name", "last_name", "password", "phone"];
      expect(status).toBe(400);
      expect(Object.keys(body).sort()).toEqual(
        (name === "registration" ? required : [...required, "date_of_birth"]).sort(),
      );
      for (const texts of Object.values(body)) expect(texts).toEqual(["This field is required."]);
    });

    test.each([
      ["first_name", "", "This field may not be blank."],
      ["last_name", null, "This field may not be null."],
      ["email", "nobody", "Enter a valid email address."],
      ["email", `${"x".repeat(250)}@example.com`, "Enter a valid email address."],
      ["email", "ıpek@example.com", "An email address cannot contain “ı”."],
      ["email", "İPEK@example.com", "An email address cannot contain “İ”."],
      ["email", "ipek@examplé.com", "An email address cannot contain “é”."],
      ["email", "\u200f\u200e", "This field may not be blank."],
      ["phone", "call me", "Enter a valid phone number."],
      ["phone", "+88213300000", "We cannot send messages to this number."],
      ["phone", "+5511987654321", "We cannot send messages to this number."],
      ["date_of_birth", "2999-01-01", "The date may not be in the future."],
      ["gender", "other", "This is not a valid choice."],
      ["sms_allowed", "perhaps", "Must be a valid boolean."],
      ["language_code", "xx", "This language is not supported."],
      ["code", "12", "A code has 4 to 20 digits."],
      ["password", "short77", "This password is too short. Use at least 8 characters."],
      ["password", "x".repeat(129), "Ensure this field has no more than 128 characters."],
      ["password", "Password1", "This password is too common."],
      ["password", "iloveyou", "This password is too common."],
      ["password", "", "This field may not be blank."],
    ])("%s %j → %s", async (field, value, text) => {
      const body = newRegistration({ [field]: value });
      const answer = await newBrowser().post(endpoint, { body });
      expect(answer.status).toBe(400);
      expect(Object.keys(answer.body)).toEqual([field]);
      expect(answer.body[field]).toContain(text);
      expect(await accountsOf(body)).toBe(0);
    });

    test.each([
      ["the address", (form: FilledForm) => form.email],
      ["the mailbox with a digit", (form: FilledForm) => `${form.email.split("@")[0]}1`],
      ["both names", () => "AlmaKravitz-1"],
      ["the number", (form: FilledForm) => form.phone],
      ["the number without its country", (form: FilledForm) => `0${form.phone.slice(3)}`],
    ])("a password that is %s", async (_what, passwordOf) => {
      const form = newRegistration({ first_name: "Alma", last_name: "Kravitz" });
      const { status, body } = await newBrowser().post(endpoint, { body: { ...form, password: passwordOf(form) } });
      expect({ status, body }).toEqual({
        status: 400,
        body: { password: ["This password is too similar to your personal information."] },
      });
      expect(await messagesTo(shop, form.phone)).toEqual([]);
    });

    test.each([
      ["ipek ışıl", "İpek", "Işıl"],
      ["İPEKIŞIL", "ipek", "ışıl"],
      ["cagri ozturk", "Çağrı", "Öztürk"],
    ])("a password that is one's name in other letters: %s", async (password, firstName, lastName) => {
      const form = newRegistration({ first_name: firstName, last_name: lastName, password });
      const { status, body } = await newBrowser().post(endpoint, { body: form });
      expect({ status, body }).toEqual({
        status: 400,
        body: { password: ["This password is too similar to your personal information."] },
      });
    });

    test.each(["SecurePassword123", "only small letters", "78234 90821", "пароль подлиннее", "x".repeat(120)])(
      "but not a password of any composition: %s",
      async (password) => {
        expect((await newBrowser().post(endpoint, { body: newRegistration({ password }) })).status).toBe(202);
      },
    );
  });

  describe("406", () => {
    test("100_1 when the number is another than the code was asked for, whatever else is wrong", async () => {
      const { browser, body, code } = await ask(newRegistration());
      const phone = uniquePhone();
      for (const sent of [{ code }, { code: wrongCode(code) }, { code, email: uniqueEmail() }]) {
        expectRefusal(await browser.post(endpoint, { body: { ...body, phone, ...sent } }), MISMATCH);
      }
      expect(await messagesTo(shop, phone)).toEqual([]);
      expect((await browser.post(endpoint, { body: { ...body, code } })).status).toBe(201);
    });

    test("kvkk 100_2 when consents or address are others, with the values as submitted; the code stays good", async () => {
      const { browser, body, code } = await ask(newRegistration());
      const { email, phone } = body;
      const address = `New.${uniqueEmail()}`;
      const changes: [object, string][] = [
        [{ sms_allowed: false }, `${phone}, false, true, false, ${email}`],
        [{ email_allowed: null }, `${phone}, true, null, false, ${email}`],
        [{ call_allowed: true }, `${phone}, true, true, true, ${email}`],
        [{ email: address }, `${phone}, true, true, false, ${address}`],
      ];
      for (const [change, values] of changes) {
        expectRefusal(await browser.post(endpoint, { body: { ...body, ...change, code } }), [
          "kvkk_service_100_2",
          `Mismatch confirmation data ${values}.`,
        ]);
      }
      expect((await browser.post(endpoint, { body: { ...body, code } })).status).toBe(201);
    });

    test("100_2 when the code is wrong, and there is no account", async () => {
      const { browser, body, code } = await ask(newRegistration());
      expectRefusal(await browser.post(endpoint, { body: { ...body, code: wrongCode(code) } }), WRONG);
      expect(await accountsOf(body)).toBe(0);
      expect((await browser.post(endpoint, { body: { ...body, code } })).status).toBe(201);
    });

    test("100_4 after five different wrong codes, for the right one too, until another is asked for", async () => {
      const { browser, body, code } = await ask(newRegistration());
      for (let n = 1; n <= 5; n++) {
        expectRefusal(await browser.post(endpoint, { body: { ...body, code: wrongCode(code, n) } }), WRONG);
      }
      expectRefusal(await browser.post(endpoint, { body: { ...body, code } }), EXPIRED);
      expect(await accountsOf(body)).toBe(0);
      expect((await browser.post(endpoint, { body: { ...body, resend: true } })).status).toBe(200);
      const next = await newestCode(shop, body.phone);
      expect((await browser.post(endpoint, { body: { ...body, code: next } })).status).toBe(201);
    });

    test("100_4 when the time is up", async () => {
      const { browser, body, code } = await ask(newRegistration());
      const expiresAt = new Date(Date.now() - 1000);
      await shop.db.verification.updateMany({ where: { phone: body.phone }, data: { expiresAt } });
      expectRefusal(await browser.post(endpoint, { body: { ...body, code } }), EXPIRED);
    });

    test("100_4 when no code was asked for, and no session starts", async () => {
      expectRefusal(await newBrowser().post(endpoint, { body: newRegistration({ code: "123456" }) }), EXPIRED);
    });

    test("100_4 for the code of another browser, and of the other way to register", async () => {
      const { browser, body, code } = await ask(newRegistration());
      expectRefusal(await newBrowser().post(endpoint, { body: { ...body, code } }), EXPIRED);
      const answer = await browser.post(other, { body: { ...body, code } });
      expect(answer.status).toBe(406);
      expect([answer.body.non_field_errors].flat()).toEqual([EXPIRED[1]]);
      expect(await accountsOf(body)).toBe(0);
    });
  });

  describe("429", () => {
    test("after ten different wrong codes in a day for one number, across sessions", async () => {
      const form = newRegistration();
      for (let round = 0; round < 2; round++) {
        const { browser, body, code } = await ask(form);
        for (let n = 1; n <= 5; n++) {
          const answer = await browser.post(endpoint, { body: { ...body, code: wrongCode(code, n) } });
          expect(answer.status).toBe(406);
        }
      }
      // The pause between messages is not what this is about.
      await shop.db.rateLimit.deleteMany({ where: { key: { startsWith: "smsBurst" } } });
      const { browser, body, code } = await ask(form);
      const { status, headers, body: said } = await browser.post(endpoint, { body: { ...body, code } });
      expect(status).toBe(429);
      expect(Number(headers.get("retry-after"))).toBeGreaterThan(3600);
      expect(said).toEqual({ detail: lists ? [expect.any(String)] : expect.any(String) });
      expect(await accountsOf(form)).toBe(0);
    });

    test("for a third message at once, and it is not sent", async () => {
      const { browser, body } = await ask(newRegistration());
      expect((await browser.post(endpoint, { body: { ...body, resend: true } })).status).toBe(200);
      const third = await browser.post(endpoint, { body: { ...body, resend: true } });
      expect(third.status).toBe(429);
      expect(Number(third.headers.get("retry-after"))).toBeLessThanOrEqual(shop.env.SMS_GAP_SECONDS);
      expect(await messagesTo(shop, body.phone)).toHaveLength(2);
    });
  });

  test("every error value can be joined where the clients join them, and no other answer has lists beside fields", async () => {
    const { browser, body, code } = await ask(newRegistration());
    const answers = [
      await browser.post(endpoint, { body: {} }),
      await browser.post(endpoint, { body: "{" }),
      await browser.post(endpoint, { body: "{}", headers: { "content-type": "text/plain" } }),
      await browser.post(endpoint, { body: "x".repeat(70_000) }),
      await browser.post(endpoint, { body, headers: { origin: "https://evil.example" } }),
      await browser.post(endpoint, { body: { ...body, code: wrongCode(code) } }),
      await browser.post(endpoint, { body: { ...body, code, phone: uniquePhone() } }),
      await browser.get(endpoint),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 415, 413, 403, 406, 406, 405]);
    for (const { status, body: said } of answers.slice(0, -1)) {
      for (const value of Object.values(said)) expect(Array.isArray(value)).toBe(lists || status === 400);
      if (lists) expect(said).not.toHaveProperty("error_code");
    }
  });
});
