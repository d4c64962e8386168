import { describe, expect, test } from "vitest";
import * as loyaltyCard from "@/app/api/loyalty-card/loyalty_card/route";
import * as profile from "@/app/api/users/profile/route";
import { LANGUAGES } from "@/lib/platform/i18n/languages";
import { API_MESSAGES } from "@/lib/platform/i18n/translate";
import { changeSetting } from "@/lib/settings/service";
import { passTime, wrongCode } from "@/lib/testing/challenges";
import { as, type Client } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { cardForm, joinByCode, memberLike, newMemberOf, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { codesTo, messagesTo, newestCode } from "@/lib/testing/mailbox";
import * as addCard from "./route";

/* What joining refuses, in which words, and that nothing is there afterwards. */

const loyalty = openLoyaltyShop("embedded");

async function asked(overrides: object = {}) {
  const { client, customer } = await newShopper(loyalty.shop);
  const form = cardForm(customer, overrides);
  await client.post(addCard, { body: form });
  return { client, customer, form, code: await newestCode(loyalty.shop, String(form.phone)) };
}

async function expectNothing(client: Client, email: string | null) {
  expect((await client.get(loyaltyCard)).body.card).toBeNull();
  expect(await loyalty.accountsOf(email)).toEqual([]);
  expect((await client.get(profile)).body.attributes).toEqual({});
}

describe("400", () => {
  test("an empty body names every required field at once", async () => {
    const { client } = await newShopper(loyalty.shop);
    const required = ["This field is required."];
    const { status, body } = await client.post(addCard, { body: {} });
    expect({ status, body }).toEqual({
      status: 400,
      body: {
        first_name: required,
        last_name: required,
        email: required,
        gender: required,
        date_of_birth: required,
        phone: required,
      },
    });
  });

  test.each([
    ["first_name", "x".repeat(31), "Ensure this field has no more than 30 characters."],
    ["last_name", "", "This field may not be blank."],
    ["email", "nowhere", "Enter a valid email address."],
    ["gender", "other", "This is not a valid choice."],
    ["date_of_birth", null, "This field may not be null."],
    ["date_of_birth", "2999-01-01", "The date may not be in the future."],
    ["phone", "12", "Enter a valid phone number."],
    ["code", "12", "A code has 4 to 20 digits."],
    ["sms_allowed", "maybe", "Must be a valid boolean."],
  ])("%s %j: %s", async (field, value, text) => {
    const { client, customer } = await newShopper(loyalty.shop);
    const { status, body } = await client.post(addCard, { body: cardForm(customer, { [field]: value }) });
    expect({ status, body }).toEqual({ status: 400, body: { [field]: [text] } });
    expect(await messagesTo(loyalty.shop, String(customer.phone))).toEqual([]);
  });

  test("a number that was taken while its code was under way is refused after the proof; nothing is made", async () => {
    const { client, customer, form, code } = await asked({ phone: uniquePhone() });
    await createCustomer(loyalty.shop, { phone: String(form.phone) });
    const { status, body } = await client.post(addCard, { body: { ...form, code } });
    expect({ status, body }).toEqual({ status: 400, body: { phone: ["This phone number is already in use."] } });
    await expectNothing(client, customer.email);
    expect(await loyalty.pending()).toEqual([]);
  });
});

describe("202 for a taken number", () => {
  test("as for a free one; its owner gets a notice instead of a code, and no code works", async () => {
    const owner = await createCustomer(loyalty.shop);
    const { client, customer } = await newShopper(loyalty.shop);
    const free = await client.post(addCard, { body: cardForm(customer) });
    const form = cardForm(customer, { phone: owner.phone });
    const taken = await client.post(addCard, { body: form });
    expect(taken.status).toBe(202);
    expect(Object.keys(taken.body)).toEqual(Object.keys(free.body));
    expect(Object.keys(taken.body.verification)).toEqual(Object.keys(free.body.verification));
    const [notice] = await messagesTo(loyalty.shop, String(owner.phone));
    expect(notice?.code).toBeNull();
    expect(notice?.body).toContain("someone tried to use this number for another account");
    expect(await client.post(addCard, { body: { ...form, code: "1234" } })).toMatchObject({ status: 406 });
    await expectNothing(client, customer.email);
  });
});

describe("406", () => {
  test("sms_verification_100_2 for a wrong code, counted once however often it comes; the right one still works", async () => {
    const { client, form, code } = await asked();
    for (let time = 0; time < 4; time++) {
      const { status, body } = await client.post(addCard, { body: { ...form, code: wrongCode(code) } });
      expect({ status, body }).toEqual({
        status: 406,
        body: { non_field_errors: "Verification codes do not match.", error_code: "sms_verification_100_2" },
      });
    }
    expect((await client.post(addCard, { body: form })).body.verification.attempts_left).toBe(4);
    expect((await client.post(addCard, { body: { ...form, code } })).status).toBe(201);
  });

  test("sms_verification_100_4 after 5 wrong codes, for the right one too", async () => {
    const { client, customer, form, code } = await asked();
    for (let n = 1; n <= 5; n++) await client.post(addCard, { body: { ...form, code: wrongCode(code, n) } });
    const { status, body } = await client.post(addCard, { body: { ...form, code } });
    expect({ status, body }).toEqual({
      status: 406,
      body: { non_field_errors: "Sms otp code expired. Please resend code.", error_code: "sms_verification_100_4" },
    });
    await expectNothing(client, customer.email);
  });

  test("sms_verification_100_4 for a code that has run out, and for one that nobody asked for", async () => {
    const { client, form, code } = await asked();
    await passTime(loyalty.shop, 301);
    const late = await client.post(addCard, { body: { ...form, code } });
    const { client: stranger, customer } = await newShopper(loyalty.shop);
    const unasked = await stranger.post(addCard, { body: cardForm(customer, { code: "1234" }) });
    for (const { status, body } of [late, unasked]) {
      expect({ status, code: body.error_code }).toEqual({ status: 406, code: "sms_verification_100_4" });
    }
  });

  test("sms_verification_100_1 for another number than the one that got the code", async () => {
    const { client, customer, form, code } = await asked();
    const { status, body } = await client.post(addCard, { body: { ...form, phone: uniquePhone(), code } });
    expect({ status, body }).toEqual({
      status: 406,
      body: { non_field_errors: "Phone numbers do not match.", error_code: "sms_verification_100_1" },
    });
    await expectNothing(client, customer.email);
  });

  test("a code of another purpose is no code for this", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const phone = uniquePhone();
    await client.patch(profile, { body: { phone } });
    const code = await newestCode(loyalty.shop, phone);
    const { status, body } = await client.post(addCard, { body: cardForm(customer, { phone, code }) });
    expect({ status, code: body.error_code }).toEqual({ status: 406, code: "sms_verification_100_4" });
  });

  test("loyalty_100_1 with a card, before any SMS", async () => {
    const { client, customer } = await newMemberOf(loyalty.shop);
    const { status, body } = await client.post(addCard, { body: cardForm(customer) });
    expect({ status, body }).toEqual({
      status: 406,
      body: { non_field_errors: "You already have a loyalty card.", error_code: "loyalty_100_1" },
    });
    expect(await codesTo(loyalty.shop, String(customer.phone))).toEqual([]);
  });

  test("loyalty_100_2 when the account with his number and address is another customer's, who keeps it", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const holder = await newMemberOf(loyalty.shop);
    const accountNumber = await loyalty.enrol(memberLike(customer));
    await loyalty.shop.db.loyaltyCard.update({
      where: { customerId: holder.customer.id },
      data: { accountNumber },
    });
    const { status, body } = await joinByCode(loyalty.shop, client, cardForm(customer));
    expect({ status, body }).toEqual({
      status: 406,
      body: { non_field_errors: "This loyalty account belongs to another customer.", error_code: "loyalty_100_2" },
    });
    expect(await loyalty.accountsOf(customer.email)).toHaveLength(1);
    expect((await client.get(loyaltyCard)).body.card).toBeNull();
    expect((await holder.client.get(loyaltyCard)).body.card.attributes.account_number).toBe(accountNumber);
    expect(await loyalty.pending()).toEqual([]);
  });

  test("loyalty_100_3 where the shop has no programme, before any SMS", async () => {
    await changeSetting(loyalty.shop, "CUSTOMER_LOYALTY_CARD_SERVICE", null);
    const { client, customer } = await newShopper(loyalty.shop);
    const { status, body } = await client.post(addCard, { body: cardForm(customer) });
    expect({ status, body }).toEqual({
      status: 406,
      body: { non_field_errors: "The loyalty service is not configured.", error_code: "loyalty_100_3" },
    });
    expect(await messagesTo(loyalty.shop, String(customer.phone))).toEqual([]);
  });

  test("the words are in the asked language, the codes are the same", async () => {
    const { client, customer } = await newMemberOf(loyalty.shop);
    for (const language of LANGUAGES) {
      const headers = { "accept-language": language };
      const { body } = await client.post(addCard, { headers, body: cardForm(customer) });
      expect(body).toEqual({
        non_field_errors: API_MESSAGES[language].errors.loyalty_100_1,
        error_code: "loyalty_100_1",
      });
    }
  });
});

describe("another session", () => {
  test("406: a code belongs to the session that asked for it", async () => {
    const { customer, form, code } = await asked();
    const other = await as(loyalty.shop, customer);
    const { status, body } = await other.post(addCard, { body: { ...form, code } });
    expect({ status, code: body.error_code }).toEqual({ status: 406, code: "sms_verification_100_4" });
  });
});
