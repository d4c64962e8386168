import { describe, expect, test } from "vitest";
import * as addCardOtp from "@/app/api/loyalty-card/add_loyalty_card_otp/route";
import * as loyaltyCard from "@/app/api/loyalty-card/loyalty_card/route";
import * as profile from "@/app/api/users/profile/route";
import * as verification from "@/app/api/verification/[purpose]/route";
import { LoyaltyUnavailableError, PROVIDER_NAMES } from "@/lib/adapters/loyalty-provider/port";
import { changeSetting } from "@/lib/settings/service";
import { retryAfter } from "@/lib/testing/challenges";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { cardForm, newMemberOf, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { codesTo, messagesTo, newestCode } from "@/lib/testing/mailbox";
import * as updateCard from "./route";

/* Changing what the programme knows: it first, then the card, then with is_sync the profile. */

const SHOWN = [
  ...["first_name", "last_name", "phone", "email", "gender", "date_of_birth"],
  ...["email_allowed", "sms_allowed", "call_allowed"],
];
const CHANGED = [
  ...["phone", "first_name", "last_name", "email_allowed", "sms_allowed", "call_allowed", "gender", "date_of_birth"],
];

/** The document's example. */
function change(phone: string | null, overrides: object = {}) {
  return {
    phone,
    first_name: "John",
    last_name: "Smith",
    email_allowed: false,
    sms_allowed: true,
    call_allowed: false,
    gender: "male",
    date_of_birth: "1990-12-10",
    ...overrides,
  };
}

const down = () => Promise.reject(new LoyaltyUnavailableError("planted by the test"));

describe.each(PROVIDER_NAMES)("by the %s programme", (provider) => {
  const loyalty = openLoyaltyShop(provider);

  test("GET 200: the account as the programme has it, keys in the document's order", async () => {
    const { client, customer, accountNumber } = await newMemberOf(loyalty.shop);
    const { status, body } = await client.get(updateCard);
    expect({ status, keys: Object.keys(body), card: Object.keys(body.card) }).toEqual({
      status: 200,
      keys: ["card"],
      card: SHOWN,
    });
    const account = await loyalty.account(accountNumber);
    expect({ ...body.card, phone: body.card.phone.replaceAll(" ", "") }).toEqual({
      first_name: account?.firstName,
      last_name: account?.lastName,
      phone: customer.phone,
      email: customer.email,
      gender: "male",
      date_of_birth: "1990-12-10",
      email_allowed: false,
      sms_allowed: false,
      call_allowed: null,
    });
  });

  test("POST 200 with his own proved number, without a code: the account, the card, and with is_sync the profile", async () => {
    const { client, customer, accountNumber } = await newMemberOf(loyalty.shop);
    const body = change(customer.phone, { gender: "female", date_of_birth: "1991-01-01" });
    const { status, body: said } = await client.post(updateCard, { body });
    expect({ status, said }).toEqual({
      status: 200,
      said: { card: body, redirect_url: "omnishop_loyaltycard:loyalty-card" },
    });
    expect(Object.keys(said.card)).toEqual(CHANGED);
    expect(await loyalty.account(accountNumber)).toMatchObject({
      lastName: "Smith",
      phone: customer.phone,
      email: customer.email,
      gender: "female",
      dateOfBirth: "1991-01-01",
      emailAllowed: false,
      smsAllowed: true,
      callAllowed: false,
    });
    expect((await client.get(profile)).body).toMatchObject({
      last_name: "Smith",
      gender: "female",
      date_of_birth: "1991-01-01",
      sms_allowed: true,
      call_allowed: false,
    });
    expect(await messagesTo(loyalty.shop, String(customer.phone))).toEqual([]);
  });

  test("is_sync off: the account and the card only", async () => {
    await loyalty.configure({ is_sync: false });
    const { client, customer, accountNumber } = await newMemberOf(loyalty.shop);
    const { body: before } = await client.get(profile);
    expect((await client.post(updateCard, { body: change(customer.phone) })).status).toBe(200);
    expect(await loyalty.account(accountNumber)).toMatchObject({ lastName: "Smith", smsAllowed: true });
    expect((await client.get(profile)).body).toEqual(before);
  });

  test("another number needs its code: 202, 200 for another one, then the account, the card and the profile have it", async () => {
    const { client, customer, accountNumber } = await newMemberOf(loyalty.shop);
    const phone = uniquePhone();
    const body = change(phone);
    const asked = await client.post(updateCard, { body });
    expect(asked.status).toBe(202);
    const { verification: stands, ...shown } = asked.body;
    expect(shown).toEqual(body);
    expect(stands).toMatchObject({ purpose: "loyalty_update", attempts_left: 5 });
    expect(await client.post(updateCard, { body: { ...body, resend: true } })).toMatchObject({
      status: 200,
      body: { message: "success" },
    });
    expect(await loyalty.account(accountNumber)).toMatchObject({ lastName: "Doe", phone: customer.phone });
    const code = await newestCode(loyalty.shop, phone);
    expect(code).toMatch(/^\d{4}$/);
    expect(JSON.stringify(asked.body)).not.toContain(code);
    expect(await client.post(updateCard, { body: { ...body, code } })).toMatchObject({
      status: 200,
      body: { card: { phone } },
    });
    expect(await loyalty.account(accountNumber)).toMatchObject({ lastName: "Smith", phone });
    expect((await client.get(loyaltyCard)).body.card.number).toBe(phone);
    expect((await client.get(profile)).body.phone).toBe(phone);
  });

  test("503 while the programme cannot be reached: nothing is changed, here or there", async () => {
    const { client, customer, accountNumber } = await newMemberOf(loyalty.shop);
    loyalty.intercept("read", down);
    const { body: before } = await client.get(profile);
    const answers = [await client.get(updateCard), await client.post(updateCard, { body: change(customer.phone) })];
    for (const answer of answers) {
      expect(answer.status).toBe(503);
      expect(retryAfter(answer)).toBeGreaterThan(0);
    }
    expect((await client.get(profile)).body).toEqual(before);
    expect(await loyalty.account(accountNumber)).toMatchObject({ lastName: "Doe" });
  });

  test("503 when the writing fails, and the change follows by itself: the programme first, then here", async () => {
    const { client, customer, accountNumber } = await newMemberOf(loyalty.shop);
    loyalty.intercept("update", down);
    expect((await client.post(updateCard, { body: change(customer.phone) })).status).toBe(503);
    expect((await client.get(profile)).body.last_name).toBe("Doe");
    loyalty.intercept("update", (proceed) => proceed());
    expect(await loyalty.resume()).toBe(1);
    expect(await loyalty.account(accountNumber)).toMatchObject({ lastName: "Smith" });
    expect((await client.get(profile)).body.last_name).toBe("Smith");
  });
});

describe("200", () => {
  const loyalty = openLoyaltyShop("embedded");

  test("what is not sent keeps what the programme knows", async () => {
    const { client, customer, accountNumber } = await newMemberOf(loyalty.shop);
    await client.post(updateCard, { body: change(customer.phone) });
    const { phone, first_name, gender } = change(customer.phone);
    const body = { phone, first_name, last_name: "Third", gender };
    expect((await client.post(updateCard, { body })).status).toBe(200);
    expect(await loyalty.account(accountNumber)).toMatchObject({
      lastName: "Third",
      dateOfBirth: "1990-12-10",
      emailAllowed: false,
      smsAllowed: true,
      email: customer.email,
    });
    const cleared = { ...body, date_of_birth: null, sms_allowed: null, gender: "unknown" };
    expect((await client.post(updateCard, { body: cleared })).body.card).toMatchObject({
      date_of_birth: null,
      sms_allowed: null,
      gender: "unknown",
    });
    expect(await loyalty.account(accountNumber)).toMatchObject({ dateOfBirth: null, smsAllowed: null, gender: null });
  });

  test("the card's number needs no code, though it is not the profile's own", async () => {
    await loyalty.configure({ is_sync: false });
    const { client, customer } = await newMemberOf(loyalty.shop);
    const phone = uniquePhone();
    await client.post(updateCard, { body: change(phone) });
    const code = await newestCode(loyalty.shop, phone);
    await client.post(updateCard, { body: change(phone, { code }) });
    expect((await client.post(updateCard, { body: change(phone, { last_name: "Later" }) })).status).toBe(200);
    expect(await codesTo(loyalty.shop, phone)).toHaveLength(1);
    await loyalty.configure({ is_sync: true });
    expect((await client.post(updateCard, { body: change(phone) })).status).toBe(200);
    expect((await client.get(profile)).body.phone).toBe(customer.phone);
  });

  test("a page that was reloaded goes on by the code alone", async () => {
    const { client } = await newMemberOf(loyalty.shop);
    const phone = uniquePhone();
    await client.post(updateCard, { body: change(phone) });
    const params = { purpose: "loyalty_update" };
    expect((await client.get(verification, { params })).body).toMatchObject(params);
    const body = { code: await newestCode(loyalty.shop, phone) };
    expect(await client.post(verification, { params, body })).toMatchObject({ status: 200, body: { card: { phone } } });
  });
});

describe("refusals", () => {
  const loyalty = openLoyaltyShop("embedded");

  test("404 without a card, for reading and for writing, before any SMS", async () => {
    const { client } = await newShopper(loyalty.shop);
    const phone = uniquePhone();
    const answers = [await client.get(updateCard), await client.post(updateCard, { body: change(phone) })];
    for (const { status, body } of answers) {
      expect({ status, body }).toEqual({ status: 404, body: { detail: "Not found." } });
    }
    expect(await messagesTo(loyalty.shop, phone)).toEqual([]);
  });

  test("404 when the programme does not know the account any more", async () => {
    const { client, customer } = await newMemberOf(loyalty.shop);
    await loyalty.shop.db.loyaltyCard.update({
      where: { customerId: customer.id },
      data: { accountNumber: `gone-${customer.id}` },
    });
    expect((await client.get(updateCard)).status).toBe(404);
    expect((await client.post(updateCard, { body: change(customer.phone) })).status).toBe(404);
  });

  test("400 names every faulty field at once; an e-mail address is none of them", async () => {
    const { client } = await newMemberOf(loyalty.shop);
    const { status, body } = await client.post(updateCard, { body: { email: 1, date_of_birth: "yesterday" } });
    expect({ status, fields: Object.keys(body).sort() }).toEqual({
      status: 400,
      fields: ["date_of_birth", "first_name", "gender", "last_name", "phone"],
    });
  });

  test("another customer's number: 202 and a notice to its owner, never a code", async () => {
    const owner = await createCustomer(loyalty.shop);
    const { client } = await newMemberOf(loyalty.shop);
    expect((await client.post(updateCard, { body: change(owner.phone) })).status).toBe(202);
    const [notice] = await messagesTo(loyalty.shop, String(owner.phone));
    expect(notice?.code).toBeNull();
  });

  test("400 after the proof for a number that was taken meanwhile", async () => {
    const { client, accountNumber } = await newMemberOf(loyalty.shop);
    const phone = uniquePhone();
    await client.post(updateCard, { body: change(phone) });
    const code = await newestCode(loyalty.shop, phone);
    await createCustomer(loyalty.shop, { phone });
    const { status, body } = await client.post(updateCard, { body: change(phone, { code }) });
    expect({ status, body }).toEqual({ status: 400, body: { phone: ["This phone number is already in use."] } });
    expect(await loyalty.account(accountNumber)).toMatchObject({ lastName: "Doe" });
  });

  test("400 for the card's number when it is another customer's by now", async () => {
    await loyalty.configure({ is_sync: false });
    const { client, customer, accountNumber } = await newMemberOf(loyalty.shop);
    const phone = uniquePhone();
    await loyalty.shop.db.loyaltyCard.update({ where: { customerId: customer.id }, data: { number: phone } });
    await createCustomer(loyalty.shop, { phone });
    expect(await client.post(updateCard, { body: change(phone) })).toMatchObject({ status: 400 });
    expect(await loyalty.account(accountNumber)).toMatchObject({ phone: customer.phone });
  });

  test("406 for a wrong code, another number than the one asked for, and a code that nobody asked for", async () => {
    const { client } = await newMemberOf(loyalty.shop);
    const phone = uniquePhone();
    const answerTo = async (to: string, code: string) =>
      (await client.post(updateCard, { body: change(to, { code }) })).body.error_code;
    expect(await answerTo(phone, "1234")).toBe("sms_verification_100_4");
    await client.post(updateCard, { body: change(phone) });
    const code = await newestCode(loyalty.shop, phone);
    expect(await answerTo(phone, String((Number(code) + 1) % 10_000).padStart(4, "0"))).toBe("sms_verification_100_2");
    expect(await answerTo(uniquePhone(), code)).toBe("sms_verification_100_1");
  });

  test("406 loyalty_100_3 where the shop has no programme any more", async () => {
    const { client, customer } = await newMemberOf(loyalty.shop);
    await changeSetting(loyalty.shop, "CUSTOMER_LOYALTY_CARD_SERVICE", null);
    const { status, body } = await client.post(updateCard, { body: change(customer.phone) });
    expect({ status, code: body.error_code }).toEqual({ status: 406, code: "loyalty_100_3" });
  });

  test("a code of another purpose is no code for this", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const { status } = await client.post(addCardOtp, { body: cardForm(customer) });
    expect(status).toBe(201);
    const phone = uniquePhone();
    await client.patch(profile, { body: { phone } });
    const code = await newestCode(loyalty.shop, phone);
    const { body } = await client.post(updateCard, { body: change(phone, { code }) });
    expect(body.error_code).toBe("sms_verification_100_4");
  });
});
