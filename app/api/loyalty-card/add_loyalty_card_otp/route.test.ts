import { describe, expect, test } from "vitest";
import * as loyaltyCard from "@/app/api/loyalty-card/loyalty_card/route";
import { as } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { cardForm, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { messagesTo } from "@/lib/testing/mailbox";
import * as addCardOtp from "./route";

/* Joining without a code, for whoever has verified their number before. */

const loyalty = openLoyaltyShop("embedded");

describe("201", () => {
  test("at once: the same body as after a code, has_loyalty but not verified_user, and no SMS", async () => {
    const { client, customer, phone } = await newShopper(loyalty.shop);
    const { status, body } = await client.post(addCardOtp, { body: cardForm(customer, { sms_allowed: true }) });
    expect({ status, keys: Object.keys(body) }).toEqual({ status: 201, keys: ["card", "redirect_url"] });
    expect(body.redirect_url).toBe("omnishop_loyaltycard:loyalty-card");
    expect(body.card).toMatchObject({ number: phone, user: { sms_allowed: true } });
    expect(body.card.user.attributes).toEqual({ has_loyalty: true });
    expect(await messagesTo(loyalty.shop, phone)).toEqual([]);
    expect(await loyalty.accountsOf(customer.email)).toMatchObject([{ smsAllowed: true, isActive: true }]);
    expect((await client.get(loyaltyCard)).body).toEqual({ card: body.card, points: 0, errors: null });
  });

  test.each([
    [true, "Jane"],
    [false, "John"],
  ])("with is_sync %j the profile is of %s, and the number may be written otherwise", async (is_sync, first_name) => {
    await loyalty.configure({ is_sync });
    const shopper = await newShopper(loyalty.shop);
    const phone = `0${shopper.phone.slice(3)}`;
    const body = cardForm(shopper.customer, { phone, first_name: "Jane" });
    const { card } = (await shopper.client.post(addCardOtp, { body })).body;
    expect(card).toMatchObject({ number: phone, user: { first_name, phone: is_sync ? phone : shopper.phone } });
  });
});

test.each<[string, object, (own: string) => string | null]>([
  ["another number than their own", {}, () => uniquePhone()],
  ["their own number that nobody verified", { phoneVerifiedAt: null }, (own) => own],
])("406 sms_verification_100_1 for %s, and nothing is made", async (_name, overrides, phoneOf) => {
  const { client, customer, phone } = await newShopper(loyalty.shop, overrides);
  expect(await client.post(addCardOtp, { body: cardForm(customer, { phone: phoneOf(phone) }) })).toMatchObject({
    status: 406,
    body: {
      non_field_errors: "Phone numbers do not match.",
      error_code: "sms_verification_100_1",
      code: "sms_verification_100_1",
    },
  });
  expect(loyalty.allCalls()).toBe(0);
  expect(await loyalty.pending()).toEqual([]);
  expect((await client.get(loyaltyCard)).body.card).toBeNull();
});

test("406 sms_verification_100_1 for another's verified number, by a customer who has none", async () => {
  const owner = await createCustomer(loyalty.shop, { phoneVerifiedAt: new Date() });
  const client = await as(loyalty.shop, await createCustomer(loyalty.shop, { phone: null }));
  const answer = await client.post(addCardOtp, { body: cardForm(owner) });
  expect(answer).toMatchObject({ status: 406, body: { error_code: "sms_verification_100_1" } });
  expect(await messagesTo(loyalty.shop, String(owner.phone))).toEqual([]);
});

test("400 names every required field; a code is none of its fields", async () => {
  const { client } = await newShopper(loyalty.shop);
  const { status, body } = await client.post(addCardOtp, { body: { code: 1, resend: "perhaps" } });
  const fields = ["first_name", "last_name", "email", "gender", "date_of_birth", "phone"];
  expect({ status, fields: Object.keys(body) }).toEqual({ status: 400, fields });
});
