import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import * as askForToken from "@/app/api/shop/customers/auth/otp/signin/route";
import * as verifyToken from "@/app/api/shop/customers/auth/otp/verify/route";
import * as signUp from "@/app/api/shop/customers/auth/pwd/signup/route";
import * as emailChange from "@/app/api/users/email-change/route";
import * as emailLink from "@/app/api/users/email-set-primary/[token]/route";
import * as otpLogin from "@/app/api/users/otp-login/route";
import * as changePassword from "@/app/api/users/password/change/route";
import * as requestReset from "@/app/api/users/password/reset/route";
import * as registerWithLoyalty from "@/app/api/users/register-with-loyalty/route";
import * as registration from "@/app/api/users/registration/route";
import * as resetPassword from "@/app/api/users/reset/[key]/route";
import * as verification from "@/app/api/verification/[purpose]/route";
import { LANGUAGES } from "@/lib/platform/i18n/languages";
import { anyJson, anyText, rubbish } from "@/lib/testing/arbitraries";
import { newBrowser } from "@/lib/testing/browser";
import { as, type Client, type Endpoint } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { messagesTo } from "@/lib/testing/mailbox";
import { newRegistration, uniqueEmail } from "@/lib/testing/registrations";
import { openShop, type Shop } from "@/lib/testing/shop";

/* What strangers post to register, sign in and get back in: never a 5xx, and rubbish is named by its field. */

let shop: Shop;
let customer: Client;
beforeAll(async () => {
  shop = await openShop();
  customer = await as(shop, await createCustomer(shop));
});

const { first_name, last_name, gender, phone, attributes, language_code, code, resend, email, password } = rubbish;
const consents = {
  email_allowed: rubbish.email_allowed,
  sms_allowed: rubbish.sms_allowed,
  call_allowed: rubbish.call_allowed,
  confirm: rubbish.email_allowed,
  kvkk_confirm: rubbish.email_allowed,
};
const person = { first_name, last_name, email, password, phone, gender, ...consents };
const answer = { code, resend };
const notText = anyJson.filter((value) => typeof value !== "string");
const isCode = (value: unknown) => typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 1e10;
const date_of_birth = rubbish.date_of_birth.filter((value) => value !== "");

type Posted = {
  name: string;
  endpoint: Endpoint;
  fields: Record<string, fc.Arbitrary<unknown>>;
  /** A body in which only the field under test is wrong. */
  good: () => Record<string, unknown>;
  params?: Record<string, string>;
  signedIn?: boolean;
};

const passwords = { new_password1: "tangerine bicycle", new_password2: "tangerine bicycle" };

const POSTED: Posted[] = [
  {
    name: "registration",
    endpoint: registration,
    fields: { ...person, date_of_birth, attributes, language_code, ...answer },
    good: newRegistration,
  },
  {
    name: "register-with-loyalty",
    endpoint: registerWithLoyalty,
    fields: { ...person, date_of_birth, attributes, language_code, ...answer, add_loyalty: resend },
    good: newRegistration,
  },
  { name: "otp-login", endpoint: otpLogin, fields: { phone, ...answer }, good: () => ({ phone: uniquePhone() }) },
  {
    name: "customers/auth/otp/signin",
    endpoint: askForToken,
    fields: { mobile_number: phone, resend },
    good: () => ({ mobile_number: uniquePhone() }),
  },
  {
    name: "customers/auth/otp/verify",
    endpoint: verifyToken,
    fields: { code: code.filter((value) => !isCode(value)) },
    good: () => ({}),
  },
  {
    name: "customers/auth/pwd/signup",
    endpoint: signUp,
    fields: { username: rubbish.username, password },
    good: () => ({ username: uniqueEmail(), password: passwords.new_password1 }),
  },
  {
    name: "password/change",
    endpoint: changePassword,
    fields: { old_password: notText, new_password1: notText, new_password2: notText },
    good: () => ({ old_password: "x", ...passwords }),
    signedIn: true,
  },
  { name: "password/reset", endpoint: requestReset, fields: { email }, good: () => ({}) },
  {
    name: "reset/<key>",
    endpoint: resetPassword,
    fields: { new_password1: notText, new_password2: notText },
    good: () => passwords,
    params: { key: "1-unknown" },
  },
  {
    name: "email-change",
    endpoint: emailChange,
    fields: { email, emailConfirm: email, password: notText },
    good: () => ({ email: "new@example.com", emailConfirm: "new@example.com", password: "x" }),
    signedIn: true,
  },
  {
    name: "verification/<purpose>",
    endpoint: verification,
    fields: answer,
    good: () => ({}),
    params: { purpose: "registration" },
  },
];

const ANSWERED = [200, 201, 202, 400, 404, 406, 429];

describe.each(POSTED)("POST $name", ({ endpoint, fields, good, params = {}, signedIn }) => {
  const client = () => (signedIn ? customer : newBrowser());
  const accounts = () => shop.db.customer.count();

  test.each(Object.keys(fields))("rubbish in %s alone is named, and nothing is sent or made", async (field) => {
    const before = await accounts();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...LANGUAGES),
        fields[field] as fc.Arbitrary<unknown>,
        async (language, value) => {
          const body = { ...good(), [field]: value };
          const headers = { "accept-language": language };
          const { status, headers: said, body: faults } = await client().post(endpoint, { params, headers, body });
          expect({ status, fields: Object.keys(faults) }).toEqual({ status: 400, fields: [field] });
          expect(said.get("content-language")).toBe(language);
          for (const text of faults[field]) expect(text).toEqual(expect.any(String));
          const number = body.phone ?? body.mobile_number;
          if (typeof number === "string" && field !== "phone") {
            expect(await messagesTo(shop, number.replaceAll("\0", ""))).toEqual([]);
          }
        },
      ),
      { numRuns: 12 },
    );
    expect(await accounts()).toBe(before);
  });

  test("any JSON in any fields: refused by name or answered, never a 5xx", async () => {
    const record = fc.record(Object.fromEntries(Object.keys(fields).map((field) => [field, anyJson])), {
      requiredKeys: [],
    });
    await fc.assert(
      fc.asyncProperty(record, fc.boolean(), async (sent, beside) => {
        const body = beside ? { ...good(), ...sent } : sent;
        const answered = await client().post(endpoint, { params, body });
        expect(ANSWERED).toContain(answered.status);
        if (answered.status === 400) {
          const names = [...Object.keys(fields), ...Object.keys(good()), "non_field_errors"];
          expect(names).toEqual(expect.arrayContaining(Object.keys(answered.body)));
        }
        expect(answered.headers.getSetCookie().length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 40 },
    );
  });

  test("any JSON as the whole body, and any text in any field of a form", async () => {
    await fc.assert(
      fc.asyncProperty(anyJson, async (body) => {
        const { status } = await client().post(endpoint, { params, body: JSON.stringify(body) });
        expect([...ANSWERED, 413]).toContain(status);
      }),
      { numRuns: 30 },
    );
    const names = fc.constantFrom(...Object.keys(fields), "__proto__", "constructor", "");
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(names, anyText), { maxLength: 6 }), fc.boolean(), async (pairs, multipart) => {
        const body = multipart ? new FormData() : new URLSearchParams();
        for (const [name, value] of pairs) body.append(name, value);
        expect(ANSWERED).toContain((await client().post(endpoint, { params, body })).status);
      }),
      { numRuns: 30 },
    );
  });
});

describe("any password that is chosen", () => {
  test("is taken or refused by name, and what was taken is what signs in", async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const { status, body } = await newBrowser().post(signUp, {
          body: { username: uniqueEmail(), password: text },
        });
        expect([201, 400]).toContain(status);
        if (status === 400) expect(Object.keys(body)).toEqual(["password"]);
      }),
      { numRuns: 40 },
    );
  });
});

describe("any path", () => {
  test("a key of a link that was not mailed is 400, a token 404, a purpose that there is not 404", async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const guest = newBrowser();
        expect((await guest.post(resetPassword, { params: { key: text }, body: passwords })).status).toBe(400);
        expect((await guest.get(emailLink, { params: { token: text } })).status).toBe(404);
        const params = { purpose: text };
        expect((await guest.get(verification, { params })).status).toBe(404);
        expect((await guest.post(verification, { params, body: { code: "123456" } })).status).toBe(404);
      }),
      { numRuns: 100 },
    );
  });

  test.each(["", "nothing", "__proto__", "constructor", "phone_change ", "SIGN_IN"])(
    "purpose %j is 404 for whoever has a session too",
    async (purpose) => {
      for (const call of [{ params: { purpose } }, { params: { purpose }, body: { code: "123456" } }]) {
        const answered = call.body ? await customer.post(verification, call) : await customer.get(verification, call);
        expect({ status: answered.status, body: answered.body }).toEqual({
          status: 404,
          body: { detail: "Not found." },
        });
      }
    },
  );
});
