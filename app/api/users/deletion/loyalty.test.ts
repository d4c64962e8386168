import { expect, test } from "vitest";
import * as profileWithLoyalty from "@/app/api/users/profile-with-loyalty/route";
import { as } from "@/lib/testing/client";
import { TEST_PASSWORD } from "@/lib/testing/customers";
import { newMemberOf, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import * as deletion from "./route";

const loyalty = openLoyaltyShop("http");

test("the programme stops writing as soon as the account is to be deleted, and may again once that is withdrawn", async () => {
  const { customer, client, accountNumber, phone } = await newMemberOf(loyalty.shop);
  const answers = { email_allowed: true, sms_allowed: true, call_allowed: false };
  await client.patch(profileWithLoyalty, { body: { phone, date_of_birth: "1990-12-10", ...answers } });
  const allowed = { emailAllowed: true, smsAllowed: true, callAllowed: false };
  expect(await loyalty.account(accountNumber)).toMatchObject(allowed);
  expect((await client.post(deletion, { body: { password: TEST_PASSWORD } })).status).toBe(200);
  await loyalty.resume();
  const none = { emailAllowed: false, smsAllowed: false, callAllowed: false };
  expect(await loyalty.account(accountNumber)).toMatchObject(none);
  expect((await (await as(loyalty.shop, customer)).delete(deletion)).status).toBe(200);
  await loyalty.resume();
  expect(await loyalty.account(accountNumber)).toMatchObject(allowed);
});
