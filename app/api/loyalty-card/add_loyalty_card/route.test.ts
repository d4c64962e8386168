import { describe, expect, test } from "vitest";
import * as loyaltyCard from "@/app/api/loyalty-card/loyalty_card/route";
import * as profile from "@/app/api/users/profile/route";
import * as verification from "@/app/api/verification/[purpose]/route";
import { PROVIDER_NAMES } from "@/lib/adapters/loyalty-provider/port";
import { LANGUAGES } from "@/lib/platform/i18n/languages";
import { as, withToken } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { cardForm, joinByCode, newMemberOf, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { codesTo, messagesTo, newestCode } from "@/lib/testing/mailbox";
import * as addCard from "./route";

/* Joining by a code, as the document has it: the form 200 or 302, asked 202, asked again 200, answered 201. */

const REDIRECT = "omnishop_loyaltycard:loyalty-card";
const USER_KEYS = [
  ...["pk", "username", "first_name", "last_name", "email", "is_active", "date_joined", "last_login"],
  ...["email_allowed", "sms_allowed", "call_allowed", "gender", "attributes", "phone", "date_of_birth"],
  ...["attributes_kwargs", "user_type", "modified_date"],
];

describe("GET", () => {
  const loyalty = openLoyaltyShop("embedded");

  test("200 without a card: the customer, in the document's order, for the form", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const { status, body } = await client.get(addCard);
    expect({ status, keys: Object.keys(body) }).toEqual({ status: 200, keys: USER_KEYS });
    expect(body).toMatchObject({ pk: customer.id, first_name: "John", email: customer.email, phone: customer.phone });
    expect(JSON.stringify(body)).not.toMatch(/password|hash/i);
  });

  test("302 to the card with one", async () => {
    const { client } = await newMemberOf(loyalty.shop);
    const { status, body, headers } = await client.get(addCard);
    expect({ status, body, to: headers.get("location") }).toEqual({
      status: 302,
      body: "",
      to: "/loyalty-card/loyalty_card/",
    });
  });
});

describe.each(PROVIDER_NAMES)("by the %s programme", (provider) => {
  const loyalty = openLoyaltyShop(provider);

  test("202: what was submitted and where the dialogue stands; nobody is asked, nothing is written", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const form = cardForm(customer);
    const { status, body } = await client.post(addCard, { body: form });
    const { verification: stands, ...shown } = body;
    expect({ status, shown }).toEqual({ status: 202, shown: form });
    expect(stands).toMatchObject({ purpose: "loyalty_join", attempts_left: 5 });
    expect(JSON.stringify(body)).not.toContain(await newestCode(loyalty.shop, String(customer.phone)));
    expect(loyalty.allCalls()).toBe(0);
    expect((await client.get(loyaltyCard)).body.card).toBeNull();
    expect((await client.get(profile)).body.attributes).toEqual({});
  });

  test("201: the card as the document has it, the account over there, both marks in the profile", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const { status, body } = await joinByCode(loyalty.shop, client, cardForm(customer));
    expect(status).toBe(201);
    expect(Object.keys(body)).toEqual(["card", "redirect_url"]);
    expect(body.redirect_url).toBe(REDIRECT);
    expect(Object.keys(body.card)).toEqual([
      ...["pk", "attributes", "created_date", "modified_date", "number", "user"],
    ]);
    expect(body.card.number).toBe(customer.phone);
    expect(Object.keys(body.card.user)).toEqual(USER_KEYS);
    expect(body.card.user.attributes).toMatchObject({ has_loyalty: true, verified_user: true });
    expect((await client.get(profile)).body.attributes).toMatchObject({ has_loyalty: true, verified_user: true });
    expect((await client.get(loyaltyCard)).body).toEqual({ card: body.card, points: 0, errors: null });
    const [account, ...others] = await loyalty.accountsOf(customer.email);
    expect(others).toEqual([]);
    expect(account).toMatchObject({
      accountNumber: body.card.attributes.account_number,
      isActive: true,
      firstName: "John",
      lastName: "Doe",
      phone: customer.phone,
      email: customer.email,
      gender: "male",
      dateOfBirth: "1990-12-10",
      emailAllowed: false,
      smsAllowed: false,
      callAllowed: null,
    });
  });

  test("is_sync on: the profile takes over what was submitted, but for the address that nobody proved", async () => {
    const { client, customer } = await newShopper(loyalty.shop, { callAllowed: true });
    const phone = uniquePhone();
    const form = cardForm(customer, {
      first_name: "Jane",
      last_name: "Smith",
      gender: "female",
      email: "somewhere.else@example.com",
      email_allowed: true,
      phone,
    });
    expect((await joinByCode(loyalty.shop, client, form)).status).toBe(201);
    expect((await client.get(profile)).body).toMatchObject({
      first_name: "Jane",
      last_name: "Smith",
      gender: "female",
      date_of_birth: "1990-12-10",
      phone,
      email: customer.email,
      email_allowed: true,
      sms_allowed: false,
      call_allowed: true,
    });
    const lines = await loyalty.shop.db.consentEvent.findMany({
      where: { customerId: customer.id },
      orderBy: { channel: "asc" },
    });
    expect(lines.map(({ channel, newValue, source }) => [channel, newValue, source])).toEqual([
      ["email", true, "add_loyalty_card"],
      ["sms", false, "add_loyalty_card"],
    ]);
  });

  test("is_sync off: the profile keeps what it has, but for the marks", async () => {
    await loyalty.configure({ is_sync: false });
    const { client, customer } = await newShopper(loyalty.shop);
    const { body: before } = await client.get(profile);
    const phone = uniquePhone();
    const form = cardForm(customer, { first_name: "Jane", gender: "female", phone });
    const { status, body } = await joinByCode(loyalty.shop, client, form);
    expect({ status, number: body.card.number }).toEqual({ status: 201, number: phone });
    expect((await client.get(profile)).body).toEqual({
      ...before,
      attributes: { has_loyalty: true, verified_user: true },
    });
    expect(await loyalty.account(body.card.attributes.account_number)).toMatchObject({ firstName: "Jane", phone });
  });
});

describe("202 and 200", () => {
  const loyalty = openLoyaltyShop("embedded");

  test("the code has 4 digits, and stands in the SMS alone", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const form = cardForm(customer);
    const answers = [await client.post(addCard, { body: form })];
    answers.push(await client.post(addCard, { body: { ...form, resend: true } }));
    const [message] = await messagesTo(loyalty.shop, String(customer.phone));
    const codes = await codesTo(loyalty.shop, String(customer.phone));
    expect(message?.code).toMatch(/^\d{4}$/);
    for (const { body, headers } of answers) {
      for (const code of codes) expect(JSON.stringify({ ...body, phone: "" })).not.toContain(`"${code}"`);
      expect(headers.getSetCookie()).toEqual([]);
    }
  });

  test('a new code is answered by exactly {"message": "success"} in every language, and only it works from then on', async () => {
    for (const language of LANGUAGES) {
      const { client, customer } = await newShopper(loyalty.shop);
      const form = cardForm(customer);
      await client.post(addCard, { body: form });
      const headers = { "accept-language": language };
      const { status, body } = await client.post(addCard, { headers, body: { ...form, resend: true } });
      expect({ status, body }).toEqual({ status: 200, body: { message: "success" } });
      const [old = "", fresh = ""] = await codesTo(loyalty.shop, String(customer.phone));
      expect(await client.post(addCard, { body: { ...form, code: old } })).toMatchObject({ status: 406 });
      expect((await client.post(addCard, { body: { ...form, code: fresh } })).status).toBe(201);
    }
  });

  test("string booleans, unknown keys and no consents at all are taken; an unanswered gender is shown as the document's word", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const form = cardForm(customer, {
      gender: "unknown",
      email_allowed: "true",
      sms_allowed: null,
      formType: "loyalty",
    });
    const { body } = await client.post(addCard, { body: form });
    expect(body).toMatchObject({ gender: "unknown", email_allowed: true, sms_allowed: null });
    expect(body).not.toHaveProperty("formType");
    const code = await newestCode(loyalty.shop, String(customer.phone));
    expect(await client.post(addCard, { body: { ...form, code } })).toMatchObject({ status: 201 });
  });

  test("an identical question within the minute sends no second SMS", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    for (let time = 0; time < 4; time++) {
      expect((await client.post(addCard, { body: cardForm(customer) })).status).toBe(202);
    }
    expect(await codesTo(loyalty.shop, String(customer.phone))).toHaveLength(1);
  });

  test("what is submitted with the code counts, as long as the number stays", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    await client.post(addCard, { body: cardForm(customer) });
    const code = await newestCode(loyalty.shop, String(customer.phone));
    const body = cardForm(customer, { first_name: "Corrected", code });
    const { body: done } = await client.post(addCard, { body });
    expect(done.card.user.first_name).toBe("Corrected");
  });
});

describe("201", () => {
  const loyalty = openLoyaltyShop("embedded");

  test("the answer that got lost on its way: the same request again says that there is a card, and doubles nothing", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const form = cardForm(customer);
    await client.post(addCard, { body: form });
    const code = await newestCode(loyalty.shop, String(customer.phone));
    expect((await client.post(addCard, { body: { ...form, code } })).status).toBe(201);
    const again = await client.post(addCard, { body: { ...form, code } });
    expect({ status: again.status, code: again.body.error_code }).toEqual({ status: 406, code: "loyalty_100_1" });
    expect(await loyalty.accountsOf(customer.email)).toHaveLength(1);
  });

  test("a caller with an API token joins as well", async () => {
    const { customer } = await newShopper(loyalty.shop);
    const client = await withToken(loyalty.shop, customer);
    expect((await joinByCode(loyalty.shop, client, cardForm(customer))).status).toBe(201);
  });

  test("a page that was reloaded goes on by the code alone", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    await client.post(addCard, { body: cardForm(customer, { first_name: "Reloaded" }) });
    const params = { purpose: "loyalty_join" };
    expect(await client.get(verification, { params })).toMatchObject({ status: 200, body: params });
    const code = await newestCode(loyalty.shop, String(customer.phone));
    const { status, body } = await client.post(verification, { params, body: { code } });
    expect({ status, name: body.card.user.first_name }).toEqual({ status: 201, name: "Reloaded" });
    expect(Object.keys(body)).toEqual(["card", "redirect_url"]);
  });

  test("with is_sync a new number signs out the other devices, like any change of the number", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const other = await as(loyalty.shop, customer);
    const form = cardForm(customer, { phone: uniquePhone() });
    expect((await joinByCode(loyalty.shop, client, form)).status).toBe(201);
    expect((await other.get(profile)).status).toBe(401);
    expect((await client.get(profile)).status).toBe(200);
  });

  test("with is_sync a proved number is the customer's proved number from then on", async () => {
    const customer = await createCustomer(loyalty.shop);
    const client = await as(loyalty.shop, customer);
    await joinByCode(loyalty.shop, client, cardForm(customer));
    const row = await loyalty.shop.db.customer.findUniqueOrThrow({ where: { id: customer.id } });
    expect(row.phoneVerifiedAt).not.toBeNull();
  });
});
