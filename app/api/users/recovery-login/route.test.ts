import { beforeAll, expect, test } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import * as otpLogin from "@/app/api/users/otp-login/route";
import * as tokens from "@/app/api/users/tokens/route";
import { createLimits } from "@/lib/platform/limits";
import { newBrowser } from "@/lib/testing/browser";
import { browserWith, cookieOf, statusAndBody } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD, uniquePhone } from "@/lib/testing/customers";
import { readableLog } from "@/lib/testing/log-lines";
import { newestCode } from "@/lib/testing/mailbox";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";
import * as recovery from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const WRONG_PASSWORD = { password: ["Incorrect password."] };
const NOT_OPEN = { status: 406, body: { error_code: "sms_verification_100_4" } };

/** Somebody whose account asks for a passkey, halfway in: with the code of a sign-in. */
async function halfway(overrides = {}) {
  const customer = await createCustomer(shop, { phoneVerifiedAt: new Date(), requiresPasskey: true, ...overrides });
  const browser = newBrowser();
  await browser.post(otpLogin, { body: { phone: customer.phone } });
  const code = await newestCode(shop, String(customer.phone));
  return { customer, browser, code, submit: (body: object) => browser.post(recovery, { body: { code, ...body } }) };
}

test("200 for code and password together: a fresh session, once", async () => {
  const { customer, submit } = await halfway();
  const answer = await submit({ password: TEST_PASSWORD });
  const { value } = cookieOf(answer);
  expect(statusAndBody(answer)).toEqual({ status: 200, body: { key: value, redirect_url: "/" } });
  const browser = browserWith(value);
  expect((await browser.get(currentUser)).body.pk).toBe(customer.id);
  expect((await browser.post(tokens, { body: { name: "x" } })).status).toBe(201);
  expect(await submit({ password: TEST_PASSWORD })).toMatchObject(NOT_OPEN);
});

test("200 once, also for two at once with the same code", async () => {
  const { submit } = await halfway();
  const answers = await Promise.all([1, 2].map(() => submit({ password: TEST_PASSWORD })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 406]);
});

test("400 for a wrong password, with a line in the log; the code stays good for the right one", async () => {
  const { submit } = await halfway();
  const { log, text } = readableLog();
  await serveWith(shop, { log }, async () => {
    expect(statusAndBody(await submit({ password: "wrong" }))).toEqual({ status: 400, body: WRONG_PASSWORD });
  });
  expect(text()).toContain("sign_in_refused");
  expect((await submit({ password: TEST_PASSWORD })).status).toBe(200);
});

test("406 for a wrong code, whatever the password, and without a sign-in that was started", async () => {
  const { submit } = await halfway();
  const wrong = await submit({ code: "7654321", password: TEST_PASSWORD });
  expect(wrong).toMatchObject({ status: 406, body: { error_code: "sms_verification_100_2" } });
  const body = { code: "123456", password: TEST_PASSWORD };
  expect(await newBrowser().post(recovery, { body })).toMatchObject(NOT_OPEN);
});

test("406 for a number without an account, whose holder got no code", async () => {
  const browser = newBrowser();
  await browser.post(otpLogin, { body: { phone: uniquePhone() } });
  const answer = await browser.post(recovery, { body: { code: "123456", password: TEST_PASSWORD } });
  expect(answer).toMatchObject({ status: 406, body: { error_code: "sms_verification_100_2" } });
});

test("429 once the guesses of strangers at the password are used up, those at the sign-in by password with them", async () => {
  const env = { ...shop.env, LOGIN_FAILURES_PER_ACCOUNT: 1 };
  const { submit } = await halfway();
  await serveWith(shop, { limits: createLimits(shop.db, env) }, async () => {
    expect((await submit({ password: "wrong" })).status).toBe(400);
    expect((await submit({ password: "also wrong" })).status).toBe(429);
    expect((await submit({ password: TEST_PASSWORD })).status).toBe(429);
  });
});
