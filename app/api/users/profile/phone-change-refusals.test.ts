import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as logout from "@/app/api/users/logout/route";
import * as otpLogin from "@/app/api/users/otp-login/route";
import * as withLoyalty from "@/app/api/users/profile-with-loyalty/route";
import { LANGUAGES } from "@/lib/platform/i18n/languages";
import { API_MESSAGES } from "@/lib/platform/i18n/translate";
import { challengeOver, forgetLimits, passTime, WRONG_CODE, wrongCodes } from "@/lib/testing/challenges";
import { type Answer, as, type Client, type Endpoint } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { codesTo, messagesTo, newestCode } from "@/lib/testing/mailbox";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as profile from "./route";

/* What a changed phone is refused for; the phone stays in every case. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
beforeEach(() => forgetLimits(shop));

const ENDPOINTS = [
  ["profile", profile],
  ["profile-with-loyalty", withLoyalty],
] as const;

const OTHER_PHONE = { non_field_errors: "Phone numbers do not match.", error_code: "sms_verification_100_1" };
const WRONG = { non_field_errors: "Verification codes do not match.", error_code: "sms_verification_100_2" };
const EXPIRED = {
  non_field_errors: "Sms otp code expired. Please resend code.",
  error_code: "sms_verification_100_4",
};

async function mover(endpoint: Endpoint) {
  const customer = await createCustomer(shop);
  const client = await as(shop, customer);
  const phone = uniquePhone();
  return { customer, client, phone, ...dialogueFor(client, endpoint, phone) };
}

function dialogueFor(client: Client, endpoint: Endpoint, phone: string) {
  return challengeOver(client, endpoint, { phone, date_of_birth: "2000-01-01" });
}

/** Both the answer and that the customer still has the phone he had. */
async function expectRefusal(
  answer: Answer,
  body: object,
  { id, phone, version }: { id: number; phone: string | null; version: number },
): Promise<void> {
  expect({ status: answer.status, body: answer.body }).toEqual({ status: 406, body });
  const row = await shop.db.customer.findUniqueOrThrow({ where: { id } });
  expect({ phone: row.phone, version: row.version }).toEqual({ phone, version });
}

describe.each(ENDPOINTS)("406 sms_verification_100_2 on %s", (_name, endpoint) => {
  test("for a wrong code, and the right one still works", async () => {
    const { customer, phone, ask, submit } = await mover(endpoint);
    await ask();
    const code = await newestCode(shop, phone);
    await expectRefusal(await submit(WRONG_CODE), WRONG, customer);
    expect((await submit(code)).status).toBe(200);
  });

  test("for any code at all for a number that is somebody's: nobody got one", async () => {
    const owner = await createCustomer(shop);
    const { customer, client } = await mover(endpoint);
    const { ask, submit } = dialogueFor(client, endpoint, String(owner.phone));
    await ask();
    for (const code of wrongCodes(5)) await expectRefusal(await submit(code), WRONG, customer);
    await expectRefusal(await submit("123456"), EXPIRED, customer);
  });

  test.each(["1234", "12345", "1234567", "12345678901234567890", "abcd", "12ab56"])(
    "for %s: 4 to 20 characters are a code, if a wrong one",
    async (code) => {
      const { customer, ask, submit } = await mover(endpoint);
      await ask();
      await expectRefusal(await submit(code), WRONG, customer);
    },
  );

  test("in the asked language, with the same error_code", async () => {
    const { client, phone, ask } = await mover(endpoint);
    await ask();
    const body = { phone, date_of_birth: "2000-01-01", code: WRONG_CODE };
    for (const language of LANGUAGES) {
      const answer = await client.patch(endpoint, { body, headers: { "accept-language": language } });
      expect(answer.body).toEqual({
        non_field_errors: API_MESSAGES[language].errors.sms_verification_100_2,
        error_code: "sms_verification_100_2",
      });
    }
  });
});

describe.each(ENDPOINTS)("406 sms_verification_100_4 on %s", (_name, endpoint) => {
  test("for a code that was never asked for", async () => {
    const { customer, submit } = await mover(endpoint);
    await expectRefusal(await submit("123456"), EXPIRED, customer);
  });

  test("for the old code after a new one was asked for; that is not counted as a wrong guess", async () => {
    const { customer, phone, ask, resend, submit } = await mover(endpoint);
    await ask();
    await resend();
    const [old = "", fresh = ""] = await codesTo(shop, phone);
    await expectRefusal(await submit(old), EXPIRED, customer);
    expect((await ask()).body.verification.attempts_left).toBe(5);
    expect((await submit(fresh)).status).toBe(200);
  });

  test("after the code's life by the database's clock, and not before", async () => {
    const { customer, phone, ask, submit } = await mover(endpoint);
    await ask();
    const code = await newestCode(shop, phone);
    await passTime(shop, 280);
    await expectRefusal(await submit(WRONG_CODE), WRONG, customer);
    await passTime(shop, 20);
    await expectRefusal(await submit(code), EXPIRED, customer);
  });

  test("after it was used: one proof, one change", async () => {
    const { customer, phone, ask, submit } = await mover(endpoint);
    await ask();
    const code = await newestCode(shop, phone);
    expect((await submit(code)).status).toBe(200);
    const data = { phone: customer.phone, phoneCanonical: customer.phoneCanonical };
    const { version } = await shop.db.customer.update({ where: { id: customer.id }, data });
    await expectRefusal(await submit(code), EXPIRED, { ...customer, version });
  });

  test("for the code of another account, though it is for the same number", async () => {
    const one = await mover(endpoint);
    const other = await mover(endpoint);
    await one.ask();
    const stolen = dialogueFor(other.client, endpoint, one.phone);
    await expectRefusal(await stolen.submit(await newestCode(shop, one.phone)), EXPIRED, other.customer);
    await stolen.ask();
    const [first = ""] = await codesTo(shop, one.phone);
    await expectRefusal(await stolen.submit(first), WRONG, other.customer);
  });

  test("for the code of another session of the same account", async () => {
    const { customer, phone, ask } = await mover(endpoint);
    await ask();
    const elsewhere = dialogueFor(await as(shop, customer), endpoint, phone);
    await expectRefusal(await elsewhere.submit(await newestCode(shop, phone)), EXPIRED, customer);
  });

  test("after a sign-out and a new sign-in: the code died with its session", async () => {
    const { customer, client, phone, ask, submit } = await mover(endpoint);
    await ask();
    const code = await newestCode(shop, phone);
    expect((await client.post(logout)).status).toBe(200);
    expect((await submit(code)).status).toBe(401);
    const again = dialogueFor(await as(shop, customer), endpoint, phone);
    await expectRefusal(await again.submit(code), EXPIRED, customer);
    expect(await shop.db.verification.count({ where: { phone } })).toBe(0);
  });

  test("for the code that the same browser got for the same number, but for a sign-in", async () => {
    const { customer, client } = await mover(endpoint);
    const owner = await createCustomer(shop, { phoneVerifiedAt: new Date() });
    const phone = String(owner.phone);
    expect((await client.post(otpLogin, { body: { phone } })).status).toBe(200);
    const code = await newestCode(shop, phone);
    const { ask, submit } = dialogueFor(client, endpoint, phone);
    await expectRefusal(await submit(code), EXPIRED, customer);
    await ask();
    await expectRefusal(await submit(code), WRONG, customer);
  });
});

describe.each(ENDPOINTS)("406 sms_verification_100_1 on %s", (_name, endpoint) => {
  test("when the answer names another number than the question, before the code is looked at", async () => {
    const { customer, client, phone, ask } = await mover(endpoint);
    await ask();
    const code = await newestCode(shop, phone);
    const other = dialogueFor(client, endpoint, uniquePhone());
    await expectRefusal(await other.submit(code), OTHER_PHONE, customer);
    await expectRefusal(await other.submit(WRONG_CODE), OTHER_PHONE, customer);
    expect((await ask()).body.verification.attempts_left).toBe(5);
  });

  test("when he asked for another number meanwhile: that question has replaced the first", async () => {
    const { customer, client, phone, ask, submit } = await mover(endpoint);
    await ask();
    const next = uniquePhone();
    const changed = dialogueFor(client, endpoint, next);
    expect((await changed.ask()).body.verification.phone_masked).toMatch(new RegExp(`${next.slice(-3)}$`));
    await expectRefusal(await submit(await newestCode(shop, phone)), OTHER_PHONE, customer);
    await expectRefusal(await changed.submit(await newestCode(shop, phone)), WRONG, customer);
    expect(await changed.submit(await newestCode(shop, next))).toMatchObject({ status: 200, body: { phone: next } });
  });
});

describe.each(ENDPOINTS)("400 on %s", (_name, endpoint) => {
  const TAKEN = { phone: ["This phone number is already in use."] };

  test("a number that somebody proved first is told to be taken only to who proves it too", async () => {
    const one = await mover(endpoint);
    const other = await mover(endpoint);
    const late = dialogueFor(other.client, endpoint, one.phone);
    await one.ask();
    await late.ask();
    const [first = "", second = ""] = await codesTo(shop, one.phone);
    expect((await one.submit(first)).status).toBe(200);
    expect(await late.submit(WRONG_CODE)).toMatchObject({ status: 406, body: WRONG });
    expect(await late.submit(second)).toMatchObject({ status: 400, body: TAKEN });
    const row = await shop.db.customer.findUniqueOrThrow({ where: { id: other.customer.id } });
    expect(row).toMatchObject({ phone: other.customer.phone, version: other.customer.version });
    expect((await other.client.get(endpoint)).status).toBe(200);
  });

  test("a code that is none, beside a good number: no SMS", async () => {
    const { phone, submit } = await mover(endpoint);
    for (const code of ["123", "1 2 3", "1".repeat(21), "----", ""]) {
      expect(await submit(code)).toMatchObject({ status: 400, body: { code: ["A code has 4 to 20 digits."] } });
    }
    expect(await messagesTo(shop, phone)).toEqual([]);
  });

  test.each([
    ["a satellite's", "+881612345678"],
    ["premium-rate", "+909001234567"],
    ["of an international premium service", "+979123456789"],
    ["in a country that gets no messages", "+5352345678"],
  ])("a number %s is named by its field, and no SMS goes there", async (_kind, phone) => {
    const { client, customer } = await mover(endpoint);
    const answer = await dialogueFor(client, endpoint, phone).ask();
    expect(answer).toMatchObject({ status: 400, body: { phone: ["We cannot send messages to this number."] } });
    expect(await messagesTo(shop, phone)).toEqual([]);
    expect((await client.get(endpoint)).body.phone).toBe(customer.phone);
  });

  test.each([
    ["a faulty field", { gender: "x" }],
    ["too many attributes", { attributes: Object.fromEntries(Array.from({ length: 33 }, (_, key) => [`k${key}`, 1])) }],
  ])("%s beside a good number: no SMS", async (_name, fault) => {
    const { client, phone } = await mover(endpoint);
    for (const more of [{}, { resend: true }, { resend: true, code: "123456" }]) {
      const body = { phone, date_of_birth: "2000-01-01", ...fault, ...more };
      expect((await client.patch(endpoint, { body })).status).toBe(400);
    }
    expect(await messagesTo(shop, phone)).toEqual([]);
  });

  test("attributes that are too many only together with those he has: no SMS", async () => {
    const attributes = Object.fromEntries(Array.from({ length: 32 }, (_, key) => [`k${key}`, 1]));
    const client = await as(shop, await createCustomer(shop, { attributes }));
    const phone = uniquePhone();
    for (const more of [{}, { resend: true }, { resend: true, code: "123456" }]) {
      const body = { phone, date_of_birth: "2000-01-01", attributes: { more: 1 }, ...more };
      const answer = await client.patch(endpoint, { body });
      expect(answer).toMatchObject({ status: 400, body: { attributes: ["Use at most 32 attributes."] } });
    }
    expect(await messagesTo(shop, phone)).toEqual([]);
  });
});

describe.each(ENDPOINTS)("412 on %s", (_name, endpoint) => {
  test("If-Match is judged when the code is asked for: an outdated one sends no SMS", async () => {
    const { client, phone } = await mover(endpoint);
    const headers = { "if-match": String((await client.get(endpoint)).headers.get("etag")) };
    await client.patch(endpoint, {
      body: { phone: (await client.get(endpoint)).body.phone, date_of_birth: "1999-01-01" },
    });
    for (const more of [{}, { resend: true }, { resend: true, code: "123456" }]) {
      const body = { phone, date_of_birth: "2000-01-01", ...more };
      expect((await client.patch(endpoint, { body, headers })).status).toBe(412);
    }
    expect(await messagesTo(shop, phone)).toEqual([]);
  });

  test("and again when it is answered: a change made in between is not overwritten, and the code stays good", async () => {
    const { customer, client, phone, ask, submit } = await mover(endpoint);
    const headers = { "if-match": String((await client.get(endpoint)).headers.get("etag")) };
    expect((await ask(headers)).status).toBe(202);
    const code = await newestCode(shop, phone);
    await client.patch(endpoint, { body: { phone: customer.phone, date_of_birth: "1999-01-01" } });
    const body = { phone, date_of_birth: "2000-01-01", code };
    expect((await client.patch(endpoint, { body, headers })).status).toBe(412);
    expect((await client.get(endpoint)).body).toMatchObject({ phone: customer.phone, date_of_birth: "1999-01-01" });
    expect((await submit(code)).status).toBe(200);
  });
});
