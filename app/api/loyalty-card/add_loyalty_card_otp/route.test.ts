import { describe, expect, test } from "vitest";
import * as addCard from "@/app/api/loyalty-card/add_loyalty_card/route";
import * as loyaltyCard from "@/app/api/loyalty-card/loyalty_card/route";
import * as profile from "@/app/api/users/profile/route";
import { PROVIDER_NAMES } from "@/lib/adapters/loyalty-provider/port";
import { changeSetting } from "@/lib/settings/service";
import { as } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { cardForm, memberLike, newMemberOf, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { messagesTo } from "@/lib/testing/mailbox";
import * as addCardOtp from "./route";

/* Joining without a code, for whoever has proved his number before. */

describe.each(PROVIDER_NAMES)("by the %s programme", (provider) => {
  const loyalty = openLoyaltyShop(provider);

  test("201 at once: the same body as after a code, has_loyalty but not verified_user, and no SMS", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const form = cardForm(customer, { sms_allowed: true, call_allowed: null });
    const { status, body } = await client.post(addCardOtp, { body: form });
    expect({ status, keys: Object.keys(body) }).toEqual({ status: 201, keys: ["card", "redirect_url"] });
    expect(body.redirect_url).toBe("omnishop_loyaltycard:loyalty-card");
    expect(body.card.number).toBe(customer.phone);
    expect(body.card.user.attributes).toEqual({ has_loyalty: true });
    expect((await client.get(profile)).body.attributes).toEqual({ has_loyalty: true });
    expect(await messagesTo(loyalty.shop, String(customer.phone))).toEqual([]);
    expect(await loyalty.accountsOf(customer.email)).toMatchObject([{ smsAllowed: true, isActive: true }]);
    expect((await client.get(loyaltyCard)).body).toEqual({ card: body.card, points: 0, errors: null });
  });

  test("links the account with his proved number and his address", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const accountNumber = await loyalty.enrol(memberLike(customer));
    const { body } = await client.post(addCardOtp, { body: cardForm(customer) });
    expect(body.card.attributes.account_number).toBe(accountNumber);
    expect(loyalty.calls("create")).toBe(0);
  });
});

describe("201", () => {
  const loyalty = openLoyaltyShop("embedded");

  test("the number may be written otherwise: it is one number, and with is_sync he writes it so from then on", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const phone = `0${String(customer.phone).slice(3)}`;
    const { status, body } = await client.post(addCardOtp, { body: cardForm(customer, { phone }) });
    expect({ status, number: body.card.number, user: body.card.user.phone }).toEqual({
      status: 201,
      number: phone,
      user: phone,
    });
  });

  test("is_sync on takes the names over, off leaves them", async () => {
    for (const [is_sync, name] of [
      [true, "Jane"],
      [false, "John"],
    ] as const) {
      await loyalty.configure({ is_sync });
      const { client, customer } = await newShopper(loyalty.shop);
      const { body } = await client.post(addCardOtp, { body: cardForm(customer, { first_name: "Jane" }) });
      expect(body.card.user.first_name).toBe(name);
    }
  });
});

describe("406", () => {
  const loyalty = openLoyaltyShop("embedded");

  test.each([
    ["another number than his", {}, () => uniquePhone()],
    ["his own number that nobody proved", { phoneVerifiedAt: null }, (own: string) => own],
  ])("sms_verification_100_1 for %s: nothing is made", async (_name, overrides, phoneOf) => {
    const { client, customer } = await newShopper(loyalty.shop, overrides);
    const form = cardForm(customer, { phone: phoneOf(String(customer.phone)) });
    const { status, body } = await client.post(addCardOtp, { body: form });
    expect({ status, body }).toEqual({
      status: 406,
      body: { non_field_errors: "Phone numbers do not match.", error_code: "sms_verification_100_1" },
    });
    expect(loyalty.allCalls()).toBe(0);
    expect(await loyalty.pending()).toEqual([]);
    expect((await client.get(loyaltyCard)).body.card).toBeNull();
  });

  test("sms_verification_100_1 for another's proved number, and for a customer who has none", async () => {
    const owner = await createCustomer(loyalty.shop, { phoneVerifiedAt: new Date() });
    const without = await createCustomer(loyalty.shop, { phone: null });
    const client = await as(loyalty.shop, without);
    const { status, body } = await client.post(addCardOtp, { body: cardForm(owner) });
    expect({ status, code: body.error_code }).toEqual({ status: 406, code: "sms_verification_100_1" });
    expect(await messagesTo(loyalty.shop, String(owner.phone))).toEqual([]);
  });

  test("loyalty_100_1 with a card, whichever way he came by it", async () => {
    const { client, customer } = await newMemberOf(loyalty.shop);
    for (const endpoint of [addCardOtp, addCard]) {
      const { status, body } = await client.post(endpoint, { body: cardForm(customer) });
      expect({ status, code: body.error_code }).toEqual({ status: 406, code: "loyalty_100_1" });
    }
  });

  test("loyalty_100_2 when the account is another customer's", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const holder = await newMemberOf(loyalty.shop);
    const accountNumber = await loyalty.enrol(memberLike(customer));
    await loyalty.shop.db.loyaltyCard.update({ where: { customerId: holder.customer.id }, data: { accountNumber } });
    const { status, body } = await client.post(addCardOtp, { body: cardForm(customer) });
    expect({ status, code: body.error_code }).toEqual({ status: 406, code: "loyalty_100_2" });
  });

  test("loyalty_100_3 where the shop has no programme", async () => {
    await changeSetting(loyalty.shop, "CUSTOMER_LOYALTY_CARD_SERVICE", null);
    const { client, customer } = await newShopper(loyalty.shop);
    const { status, body } = await client.post(addCardOtp, { body: cardForm(customer) });
    expect({ status, code: body.error_code }).toEqual({ status: 406, code: "loyalty_100_3" });
  });
});

describe("400", () => {
  const loyalty = openLoyaltyShop("embedded");

  test("an empty body names every required field; a code is none of its fields", async () => {
    const { client } = await newShopper(loyalty.shop);
    const { status, body } = await client.post(addCardOtp, { body: { code: 1, resend: "perhaps" } });
    expect({ status, fields: Object.keys(body) }).toEqual({
      status: 400,
      fields: ["first_name", "last_name", "email", "gender", "date_of_birth", "phone"],
    });
  });
});
