import { beforeAll, expect, test } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import * as otpLogin from "@/app/api/users/otp-login/route";
import * as registration from "@/app/api/users/registration/route";
import * as undo from "@/app/api/users/undo/[token]/route";
import { newBrowser, sessionOf } from "@/lib/testing/browser";
import { WRONG_CODE } from "@/lib/testing/challenges";
import { as, guest } from "@/lib/testing/client";
import { createCustomer } from "@/lib/testing/customers";
import { mailTo, newestCode } from "@/lib/testing/mailbox";
import { newRegistration, registered } from "@/lib/testing/registrations";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as release from "./route";

/* A number that changed hands. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const DAY_MS = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY_MS);

/** The account's number is somebody else's now, who has asked for a code to sign in. */
async function newHolderOf(overrides: Parameters<typeof createCustomer>[1] = {}) {
  const former = await createCustomer(shop, { phoneVerifiedAt: ago(900), ...overrides });
  const phone = String(former.phone);
  const browser = newBrowser();
  await browser.post(otpLogin, { body: { phone } });
  return { former, phone, browser, code: await newestCode(shop, phone) };
}

test("200: the number leaves the account, which keeps all else and whose mailbox is told; it is free to register", async () => {
  const { former, phone, browser, code } = await newHolderOf();
  const formersBrowser = await as(shop, former);
  expect((await browser.post(release, { body: { code } })).status).toBe(200);
  expect((await browser.get(currentUser)).status).toBe(401);
  expect((await formersBrowser.get(currentUser)).body).toMatchObject({ email: former.email, phone: null });
  expect((await registered(shop, registration, newRegistration({ phone }))).answer.status).toBe(201);
  await mailTo(shop, String(former.email), "phone number was removed");
});

test("the former holder can put it back by the mailed link while it is free", async () => {
  const { former, browser, code } = await newHolderOf();
  await browser.post(release, { body: { code } });
  const { body } = await mailTo(shop, String(former.email), "phone number was removed");
  const token = /undo\?key=(\w+)/.exec(body)?.[1] ?? "";
  expect((await guest().post(undo, { params: { token } })).status).toBe(200);
  const { phone } = await shop.db.customer.findUniqueOrThrow({ where: { id: former.id } });
  expect(phone).toBe(former.phone);
});

test("406 for a wrong code, a used one, and without a sign-in that waits", async () => {
  const { browser, code } = await newHolderOf();
  expect((await browser.post(release, { body: { code: WRONG_CODE } })).status).toBe(406);
  expect((await newBrowser().post(release, { body: { code } })).status).toBe(406);
  expect((await browser.post(release, { body: { code } })).status).toBe(200);
  expect((await browser.post(release, { body: { code } })).status).toBe(406);
});

test("406: a code alone does not open an account that nobody has used for a year and whose address is proved", async () => {
  const { phone, browser, code } = await newHolderOf({ lastLogin: ago(366), dateJoined: ago(900) });
  const answer = await browser.post(otpLogin, { body: { phone, code } });
  expect(answer).toMatchObject({ status: 406, body: { error_code: "account_dormant" } });
  expect(sessionOf(browser)).toBeDefined();
  expect((await browser.get(currentUser)).status).toBe(401);
  // The code is good still, to say whose the account is not.
  expect((await browser.post(release, { body: { code } })).status).toBe(200);
});

test.each([
  ["was used within the year", { lastLogin: ago(364) }],
  ["has nothing else to come back by", { lastLogin: ago(900), isEmailProved: false }],
])("200: a code opens an account that %s", async (_, overrides) => {
  const { phone, browser, code } = await newHolderOf(overrides);
  expect((await browser.post(otpLogin, { body: { phone, code } })).status).toBe(200);
});
