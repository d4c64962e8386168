import { describe, expect, test } from "vitest";
import * as loyaltyCard from "@/app/api/loyalty-card/loyalty_card/route";
import * as profile from "@/app/api/users/profile/route";
import { as, type Client } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { cardForm, joinByCode, newMemberOf, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { messagesTo, newestCode } from "@/lib/testing/mailbox";
import * as addCard from "./route";

/* Joining by a code, as the document has it. What holds for every challenge is proved at api/verification. */

const TAKEN = { status: 400, body: { phone: ["This phone number is already in use."] } };

const loyalty = openLoyaltyShop("embedded");

async function asked(overrides: object = {}) {
  const shopper = await newShopper(loyalty.shop);
  const form = cardForm(shopper.customer, overrides);
  const answer = await shopper.client.post(addCard, { body: form });
  return { ...shopper, form, answer, code: await newestCode(loyalty.shop, String(form.phone)) };
}

async function expectNothing(client: Client, email: string | null) {
  expect((await client.get(loyaltyCard)).body.card).toBeNull();
  expect((await client.get(profile)).body.attributes).toEqual({});
  expect(await loyalty.accountsOf(email)).toEqual([]);
  expect(await loyalty.pending()).toEqual([]);
}

describe("GET", () => {
  test("200 without a card: the customer, for the form", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const { status, body } = await client.get(addCard);
    const { id: pk, email, phone } = customer;
    expect([status, body]).toMatchObject([200, { pk, first_name: "John", email, phone }]);
  });

  test("302 to the card with one", async () => {
    const { client } = await newMemberOf(loyalty.shop);
    const { status, body, headers } = await client.get(addCard);
    expect([status, body, headers.get("location")]).toEqual([302, "", "/loyalty-card/loyalty_card/"]);
  });
});

describe("202 and 200", () => {
  test("what was submitted; nobody is asked, nothing is written", async () => {
    const { client, customer, form, answer } = await asked();
    const { verification: _challenge, ...shown } = answer.body;
    expect({ status: answer.status, shown }).toEqual({ status: 202, shown: form });
    expect(loyalty.allCalls()).toBe(0);
    await expectNothing(client, customer.email);
  });

  test("string booleans, unknown keys and missing consents are taken; an unanswered gender is unknown", async () => {
    const overrides = { gender: "unknown", email_allowed: "true", sms_allowed: null, formType: "loyalty" };
    const { client, form, answer, code } = await asked(overrides);
    expect(answer.body).toMatchObject({ gender: "unknown", email_allowed: true, sms_allowed: null });
    expect(answer.body).not.toHaveProperty("formType");
    expect((await client.post(addCard, { body: { ...form, code } })).status).toBe(201);
  });

  test("the same for a taken number: its owner gets an alert, and no code works", async () => {
    const owner = await createCustomer(loyalty.shop);
    const { client, customer } = await newShopper(loyalty.shop);
    const free = await client.post(addCard, { body: cardForm(customer) });
    const form = cardForm(customer, { phone: owner.phone });
    const { status, body } = await client.post(addCard, { body: form });
    expect([status, Object.keys(body)]).toEqual([202, Object.keys(free.body)]);
    expect(Object.keys(body.verification)).toEqual(Object.keys(free.body.verification));
    expect(await messagesTo(loyalty.shop, String(owner.phone))).toMatchObject([
      { code: null, body: expect.stringContaining("someone tried to use this number for another account") },
    ]);
    expect((await client.post(addCard, { body: { ...form, code: "1234" } })).status).toBe(406);
    await expectNothing(client, customer.email);
  });
});

describe("201", () => {
  test("with is_sync the card, the account and the profile have what was submitted, but not the unverified address", async () => {
    const customer = await createCustomer(loyalty.shop, { callAllowed: true });
    const client = await as(loyalty.shop, customer);
    const other = await as(loyalty.shop, customer);
    const phone = uniquePhone();
    const email = "somewhere.else@example.com";
    const changes = { first_name: "Jane", last_name: "Smith", gender: "female", email_allowed: true, phone };
    const { status, body } = await joinByCode(loyalty.shop, client, cardForm(customer, { ...changes, email }));
    expect({ status, keys: Object.keys(body) }).toEqual({ status: 201, keys: ["card", "redirect_url"] });
    expect(body.redirect_url).toBe("omnishop_loyaltycard:loyalty-card");
    const attributes = { has_loyalty: true, verified_user: true };
    const now = { ...changes, email: customer.email, sms_allowed: false, call_allowed: true, attributes };
    expect(body.card).toMatchObject({ number: phone, user: now });
    expect((await client.get(profile)).body).toMatchObject(now);
    expect(await loyalty.account(body.card.attributes.account_number)).toMatchObject({
      firstName: "Jane",
      email,
      phone,
    });
    // A changed number ends the other sign-ins, as everywhere; four digits do not verify it.
    const row = await loyalty.shop.db.customer.findUniqueOrThrow({ where: { id: customer.id } });
    expect(row.phoneVerifiedAt).toBeNull();
    expect((await other.get(profile)).status).toBe(401);
    const where = { customerId: customer.id };
    const events = await loyalty.shop.db.consentEvent.findMany({ where, orderBy: { channel: "asc" } });
    expect(events).toMatchObject([
      { channel: "email", newValue: true, source: "add_loyalty_card" },
      { channel: "sms", newValue: false, source: "add_loyalty_card" },
    ]);
  });

  test("without is_sync the profile keeps what it has, beside the marks", async () => {
    await loyalty.configure({ is_sync: false });
    const { client, customer } = await newShopper(loyalty.shop);
    const { body: before } = await client.get(profile);
    const phone = uniquePhone();
    const { card } = (await joinByCode(loyalty.shop, client, cardForm(customer, { first_name: "Jane", phone }))).body;
    expect(card.number).toBe(phone);
    const attributes = { has_loyalty: true, verified_user: true };
    expect((await client.get(profile)).body).toEqual({ ...before, attributes });
    expect(await loyalty.account(card.attributes.account_number)).toMatchObject({ firstName: "Jane", phone });
  });

  test("for what is submitted with the code", async () => {
    const { client, form, code } = await asked();
    const body = { ...form, first_name: "Corrected", code };
    expect((await client.post(addCard, { body })).body.card.user.first_name).toBe("Corrected");
  });
});

describe("400", () => {
  test.each([
    ["first_name", "x".repeat(31), "Ensure this field has no more than 30 characters."],
    ["last_name", "", "This field may not be blank."],
    ["gender", "other", "This is not a valid choice."],
    ["date_of_birth", null, "This field may not be null."],
  ])("%s %j: %s", async (field, value, text) => {
    const { client, customer, phone } = await newShopper(loyalty.shop);
    const { status, body } = await client.post(addCard, { body: cardForm(customer, { [field]: value }) });
    expect({ status, body }).toEqual({ status: 400, body: { [field]: [text] } });
    expect(await messagesTo(loyalty.shop, phone)).toEqual([]);
  });

  test("a number that was taken while its code was under way is told once it is verified", async () => {
    const { client, customer, form, code } = await asked({ phone: uniquePhone() });
    await createCustomer(loyalty.shop, { phone: String(form.phone) });
    expect(await client.post(addCard, { body: { ...form, code } })).toMatchObject(TAKEN);
    await expectNothing(client, customer.email);
  });
});
