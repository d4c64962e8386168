import { beforeAll, expect, test } from "vitest";
import * as login from "@/app/api/users/login/route";
import * as reset from "@/app/api/users/reset/[key]/route";
import * as verification from "@/app/api/verification/[purpose]/route";
import { newBrowser } from "@/lib/testing/browser";
import { WRONG_CODE } from "@/lib/testing/challenges";
import { clientWith, guest } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { mailTo, messagesTo, newestCode } from "@/lib/testing/mailbox";
import { openShop, type Shop } from "@/lib/testing/shop";
import * as resetByPhone from "./route";

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});

const NEW = "tangerine bicycle";
const VERIFIED = { phoneVerifiedAt: new Date("2026-01-01"), isEmailProved: false };
const ask = (phone: string | null, browser = newBrowser()) => browser.post(resetByPhone, { body: { phone } });

async function setPassword(key: string, email: string | null): Promise<number> {
  const body = { new_password1: NEW, new_password2: NEW };
  expect((await guest().post(reset, { params: { key }, body })).status).toBe(200);
  return (await clientWith({}).post(login, { body: { email, password: NEW } })).status;
}

test("200 with the key of a new password for the code, sent with the number or to the open challenge", async () => {
  for (const isResumed of [false, true]) {
    const { email, phone } = await createCustomer(shop, VERIFIED);
    const browser = newBrowser();
    expect((await ask(phone, browser)).body).toMatchObject({ verification: { purpose: "password_reset" } });
    const code = await newestCode(shop, String(phone));
    const answer = isResumed
      ? await browser.post(verification, { params: { purpose: "password_reset" }, body: { code } })
      : await browser.post(resetByPhone, { body: { phone, code } });
    expect(answer.status).toBe(200);
    expect(await setPassword(answer.body.reset_key, email)).toBe(200);
  }
});

test("200 alike where there is a proved address, which is mailed a link, and where there is no account", async () => {
  const proved = await createCustomer(shop, { phoneVerifiedAt: new Date() });
  const unverified = await createCustomer(shop, { isEmailProved: false });
  const phones = [proved.phone, unverified.phone, uniquePhone()];
  for (const phone of phones) {
    expect(await ask(phone)).toMatchObject({ status: 200, body: { verification: { purpose: "password_reset" } } });
    const [message, ...others] = await messagesTo(shop, String(phone));
    expect([message?.code, others]).toEqual([null, []]);
  }
  await mailTo(shop, String(proved.email), "Choose a new password");
});

test("a number that came to the account within the last day gets no code", async () => {
  const { phone } = await createCustomer(shop, { ...VERIFIED, phoneChangedAt: new Date(Date.now() - 3_600_000) });
  expect((await ask(phone)).status).toBe(200);
  expect((await messagesTo(shop, String(phone))).map(({ code }) => code)).toEqual([null]);
});

test("406 for a wrong code, which gives no key", async () => {
  const { phone } = await createCustomer(shop, VERIFIED);
  const browser = newBrowser();
  await ask(phone, browser);
  const answer = await browser.post(resetByPhone, { body: { phone, code: WRONG_CODE } });
  expect(answer).toMatchObject({ status: 406, body: { code: "sms_verification_100_2" } });
  expect(answer.body).not.toHaveProperty("reset_key");
});
