import { beforeAll, expect, test } from "vitest";
import * as currentUser from "@/app/api/current_user/route";
import * as otpLogin from "@/app/api/users/otp-login/route";
import * as resetByPhone from "@/app/api/users/password/reset/phone/route";
import * as registration from "@/app/api/users/registration/route";
import * as reset from "@/app/api/users/reset/[key]/route";
import * as undo from "@/app/api/users/undo/[token]/route";
import type { Prisma } from "@/lib/generated/prisma/client";
import { DAY_MS } from "@/lib/platform/dates";
import { newBrowser, sessionOf } from "@/lib/testing/browser";
import { WRONG_CODE } from "@/lib/testing/challenges";
import { as, guest } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { meanwhile } from "@/lib/testing/interleaving";
import { keyIn, mailTo, newestCode } from "@/lib/testing/mailbox";
import { newRegistration, registered } from "@/lib/testing/registrations";
import { openShop, type Shop, serveWith } from "@/lib/testing/shop";
import * as release from "./route";

/* A number that changed hands. */

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

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
  const token = keyIn(await mailTo(shop, String(former.email), "phone number was removed"), "/undo");
  expect((await guest().post(undo, { params: { token } })).status).toBe(200);
  const { phone } = await shop.db.customer.findUniqueOrThrow({ where: { id: former.id } });
  expect(phone).toBe(former.phone);
});

test("200: what the number gave before, to choose a new password, is dead", async () => {
  const { phone, browser, code } = await newHolderOf({ isEmailProved: false });
  const formersBrowser = newBrowser();
  await formersBrowser.post(resetByPhone, { body: { phone } });
  const resetCode = await newestCode(shop, phone);
  const { reset_key: key } = (await formersBrowser.post(resetByPhone, { body: { phone, code: resetCode } })).body;
  expect(key).toEqual(expect.any(String));
  expect((await browser.post(release, { body: { code } })).status).toBe(200);
  const body = { new_password1: "tangerine bicycle", new_password2: "tangerine bicycle" };
  expect((await guest().post(reset, { params: { key }, body })).status).toBe(400);
});

const ANOTHER = uniquePhone();

test.each<[string, Prisma.CustomerUpdateInput]>([
  ["has another number", { phone: ANOTHER, phoneCanonical: ANOTHER }],
  ["has other credentials", { credentialsVersion: { increment: 1 } }],
])("406 where the account %s once the code is checked, and it keeps its number", async (_what, data) => {
  const { former, browser, code } = await newHolderOf();
  const where = { id: former.id };
  const changing = meanwhile(shop, () => shop.db.customer.update({ where, data }));
  const answer = await serveWith(shop, changing, () => browser.post(release, { body: { code } }));
  expect(answer).toMatchObject({ status: 406, body: { error_code: "sms_verification_100_4" } });
  expect((await shop.db.customer.findUniqueOrThrow({ where })).phoneCanonical).not.toBeNull();
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
