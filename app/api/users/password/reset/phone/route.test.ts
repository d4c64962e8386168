import { beforeAll, expect, test } from "vitest";
import * as login from "@/app/api/users/login/route";
import * as profile from "@/app/api/users/profile/route";
import * as reset from "@/app/api/users/reset/[key]/route";
import * as verification from "@/app/api/verification/[purpose]/route";
import type { CustomerRow } from "@/lib/customers/store";
import type { Prisma } from "@/lib/generated/prisma/client";
import { newBrowser } from "@/lib/testing/browser";
import { WRONG_CODE } from "@/lib/testing/challenges";
import { as, clientWith, guest } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { meanwhile, waitingForCustomer } from "@/lib/testing/interleaving";
import { mailTo, messagesTo, newestCode } from "@/lib/testing/mailbox";
import { onPostgres, openShop, type Shop, serveWith } from "@/lib/testing/shop";
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

test("the key is dead once the account has another number", async () => {
  const customer = await createCustomer(shop, VERIFIED);
  const browser = newBrowser();
  await ask(customer.phone, browser);
  const code = await newestCode(shop, String(customer.phone));
  const { reset_key: key } = (await browser.post(resetByPhone, { body: { phone: customer.phone, code } })).body;
  const client = await as(shop, customer);
  const env = { ...shop.env, PHONE_VERIFICATION: "none" } as const;
  await serveWith(shop, { env }, async () => {
    expect((await client.patch(profile, { body: { phone: uniquePhone() } })).status).toBe(200);
  });
  const body = { new_password1: NEW, new_password2: NEW };
  expect((await guest().post(reset, { params: { key }, body })).status).toBe(400);
});

test.each<[string, (customer: CustomerRow) => Prisma.CustomerUpdateInput]>([
  ["its credentials have changed", () => ({ credentialsVersion: { increment: 1 } })],
  ["its address was proved", ({ email }) => ({ verifiedEmail: email })],
  ["it was closed", () => ({ isActive: false })],
])("406, and no key, where %s while the code was checked", async (_what, changeOf) => {
  const customer = await createCustomer(shop, VERIFIED);
  const { id, phone } = customer;
  const browser = newBrowser();
  await ask(phone, browser);
  const code = await newestCode(shop, String(phone));
  const changing = meanwhile(shop, () => shop.db.customer.update({ where: { id }, data: changeOf(customer) }));
  const answer = await serveWith(shop, changing, () => browser.post(resetByPhone, { body: { phone, code } }));
  expect(answer).toMatchObject({ status: 406, body: { code: "sms_verification_100_4" } });
  expect(await shop.db.emailLink.count({ where: { customerId: id } })).toBe(0);
});

test.runIf(onPostgres())(
  "406, and no key, where the code waits for whoever is just changing the credentials",
  async () => {
    const { id, phone } = await createCustomer(shop, VERIFIED);
    const browser = newBrowser();
    await ask(phone, browser);
    const code = await newestCode(shop, String(phone));
    const { begun } = await waitingForCustomer(shop, id, () => browser.post(resetByPhone, { body: { phone, code } }));
    expect(await begun).toMatchObject({ status: 406, body: { code: "sms_verification_100_4" } });
    expect(await shop.db.emailLink.count({ where: { customerId: id } })).toBe(0);
  },
);

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
