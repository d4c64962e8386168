import { describe, expect, test } from "vitest";
import * as loyaltyCard from "@/app/api/loyalty-card/loyalty_card/route";
import * as profile from "@/app/api/users/profile/route";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { newMemberOf, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { codesTo, messagesTo, newestCode } from "@/lib/testing/mailbox";
import * as updateCard from "./route";

/* Changing what the programme knows: the programme first, then the card, then with is_sync the profile. */

const loyalty = openLoyaltyShop("embedded");

/** The document's example, in its order. */
const change = (phone: string | null, overrides: object = {}) => ({
  phone,
  first_name: "John",
  last_name: "Smith",
  email_allowed: false,
  sms_allowed: true,
  call_allowed: false,
  gender: "male",
  date_of_birth: "1990-12-10",
  ...overrides,
});

test("GET 200: the account as the programme has it, keys in the document's order", async () => {
  const { client, customer, phone } = await newMemberOf(loyalty.shop);
  const { status, body } = await client.get(updateCard);
  const card = {
    ...{ first_name: "John", last_name: "Doe", phone, email: customer.email, gender: "male" },
    ...{ date_of_birth: "1990-12-10", email_allowed: false, sms_allowed: false, call_allowed: null },
  };
  expect({ status, text: JSON.stringify(body) }).toEqual({ status: 200, text: JSON.stringify({ card }) });
});

describe("200", () => {
  test("for their own verified number without a code: the account, the card and with is_sync the profile", async () => {
    const { client, phone, accountNumber } = await newMemberOf(loyalty.shop);
    const body = change(phone, { gender: "female", date_of_birth: "1991-01-01" });
    const { status, body: shown } = await client.post(updateCard, { body });
    const expected = { card: body, redirect_url: "omnishop_loyaltycard:loyalty-card" };
    expect({ status, text: JSON.stringify(shown) }).toEqual({ status: 200, text: JSON.stringify(expected) });
    const changed = { lastName: "Smith", gender: "female", dateOfBirth: "1991-01-01", smsAllowed: true };
    expect(await loyalty.account(accountNumber)).toMatchObject(changed);
    const { first_name: _same, ...profiled } = body;
    expect((await client.get(profile)).body).toMatchObject({ ...profiled, email_allowed: false });
    expect(await messagesTo(loyalty.shop, phone)).toEqual([]);
  });

  test("without is_sync for the account and the card only", async () => {
    await loyalty.configure({ is_sync: false });
    const { client, phone, accountNumber } = await newMemberOf(loyalty.shop);
    const { body: before } = await client.get(profile);
    expect((await client.post(updateCard, { body: change(phone) })).status).toBe(200);
    expect(await loyalty.account(accountNumber)).toMatchObject({ lastName: "Smith", smsAllowed: true });
    expect((await client.get(profile)).body).toEqual(before);
  });

  test("leaves what is not sent as the programme has it, and clears what is sent as null, but for an answer once given", async () => {
    const { client, customer, phone, accountNumber } = await newMemberOf(loyalty.shop);
    await client.post(updateCard, { body: change(phone) });
    const body = { phone, first_name: "John", last_name: "Third", gender: "male" };
    await client.post(updateCard, { body });
    const kept = { dateOfBirth: "1990-12-10", emailAllowed: false, smsAllowed: true, email: customer.email };
    expect(await loyalty.account(accountNumber)).toMatchObject({ lastName: "Third", ...kept });
    const cleared = { date_of_birth: null, gender: "unknown" };
    const answer = await client.post(updateCard, { body: { ...body, ...cleared, sms_allowed: null } });
    expect(answer.body.card).toMatchObject(cleared);
    expect(await loyalty.account(accountNumber)).toMatchObject({ dateOfBirth: null, smsAllowed: true, gender: null });
  });

  test("for another number with its code: 202, then the account, the card and the profile have it", async () => {
    const { client, customer, accountNumber } = await newMemberOf(loyalty.shop);
    const phone = uniquePhone();
    const asked = await client.post(updateCard, { body: change(phone) });
    const code = await newestCode(loyalty.shop, phone);
    const { verification: _challenge, ...shown } = asked.body;
    expect({ status: asked.status, shown }).toEqual({ status: 202, shown: change(phone) });
    expect(await loyalty.account(accountNumber)).toMatchObject({ lastName: "Doe", phone: customer.phone });
    const done = await client.post(updateCard, { body: change(phone, { code }) });
    expect(done).toMatchObject({ status: 200, body: { card: { phone } } });
    expect(await loyalty.account(accountNumber)).toMatchObject({ lastName: "Smith", phone });
    expect((await client.get(loyaltyCard)).body.card).toMatchObject({ number: phone, user: { phone } });
  });

  test("for the card's number without a code, though the profile has another", async () => {
    await loyalty.configure({ is_sync: false });
    const { client, customer } = await newMemberOf(loyalty.shop);
    const phone = uniquePhone();
    await client.post(updateCard, { body: change(phone) });
    await client.post(updateCard, { body: change(phone, { code: await newestCode(loyalty.shop, phone) }) });
    expect((await client.post(updateCard, { body: change(phone, { last_name: "Later" }) })).status).toBe(200);
    expect(await codesTo(loyalty.shop, phone)).toHaveLength(1);
    await loyalty.configure({ is_sync: true });
    expect((await client.post(updateCard, { body: change(phone) })).status).toBe(200);
    expect((await client.get(profile)).body.phone).toBe(customer.phone);
  });
});

test("202 for another customer's number: its owner gets an alert, never a code", async () => {
  const owner = await createCustomer(loyalty.shop);
  const { client } = await newMemberOf(loyalty.shop);
  expect((await client.post(updateCard, { body: change(owner.phone) })).status).toBe(202);
  expect(await messagesTo(loyalty.shop, String(owner.phone))).toMatchObject([{ code: null }]);
});

describe("400", () => {
  const TAKEN = { status: 400, body: { phone: ["This phone number is already in use."] } };

  test("names every faulty field at once; an email address is none of them", async () => {
    const { client } = await newMemberOf(loyalty.shop);
    const { status, body } = await client.post(updateCard, { body: { email: 1, date_of_birth: "yesterday" } });
    const fields = ["date_of_birth", "first_name", "gender", "last_name", "phone"];
    expect([status, Object.keys(body).sort()]).toEqual([400, fields]);
  });

  test("for a number that was taken while its code was under way", async () => {
    const { client, accountNumber } = await newMemberOf(loyalty.shop);
    const phone = uniquePhone();
    await client.post(updateCard, { body: change(phone) });
    const code = await newestCode(loyalty.shop, phone);
    await createCustomer(loyalty.shop, { phone });
    expect(await client.post(updateCard, { body: change(phone, { code }) })).toMatchObject(TAKEN);
    expect(await loyalty.account(accountNumber)).toMatchObject({ lastName: "Doe" });
  });

  test("for the card's number when another customer has it by now", async () => {
    await loyalty.configure({ is_sync: false });
    const { client, customer, accountNumber } = await newMemberOf(loyalty.shop);
    const { phone } = await createCustomer(loyalty.shop);
    const where = { customerId: customer.id };
    await loyalty.shop.db.loyaltyCard.update({ where, data: { number: String(phone) } });
    expect(await client.post(updateCard, { body: change(phone) })).toMatchObject(TAKEN);
    expect(await loyalty.account(accountNumber)).toMatchObject({ phone: customer.phone });
  });
});

test("404 when the programme has lost the account", async () => {
  const { client, customer, phone } = await newMemberOf(loyalty.shop);
  const accountNumber = `gone-${customer.id}`;
  await loyalty.shop.db.loyaltyCard.update({ where: { customerId: customer.id }, data: { accountNumber } });
  expect((await client.get(updateCard)).status).toBe(404);
  expect((await client.post(updateCard, { body: change(phone) })).status).toBe(404);
});

test("503 when the writing fails, and the change follows by itself: the programme first, then here", async () => {
  const { client, phone, accountNumber } = await newMemberOf(loyalty.shop);
  loyalty.fail("update");
  expect((await client.post(updateCard, { body: change(phone) })).status).toBe(503);
  expect((await client.get(profile)).body.last_name).toBe("Doe");
  loyalty.heal("update");
  expect(await loyalty.resume()).toBe(1);
  expect(await loyalty.account(accountNumber)).toMatchObject({ lastName: "Smith" });
  expect((await client.get(profile)).body.last_name).toBe("Smith");
});
