import { describe, expect, test } from "vitest";
import * as loyaltyCard from "@/app/api/loyalty-card/loyalty_card/route";
import * as updateCard from "@/app/api/loyalty-card/update_loyalty_card/route";
import * as emailChange from "@/app/api/users/email-change/route";
import * as confirm from "@/app/api/users/email-set-primary/[token]/route";
import * as otpLogin from "@/app/api/users/otp-login/route";
import * as profile from "@/app/api/users/profile/route";
import * as release from "@/app/api/users/release-number/route";
import * as undo from "@/app/api/users/undo/[token]/route";
import { PROVIDER_NAMES } from "@/lib/adapters/loyalty-provider/port";
import { newBrowser } from "@/lib/testing/browser";
import { as, type Client, guest } from "@/lib/testing/client";
import { createCustomer, TEST_PASSWORD, uniquePhone } from "@/lib/testing/customers";
import { newMemberOf, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { keyIn, mailTo, newestCode } from "@/lib/testing/mailbox";
import { uniqueEmail } from "@/lib/testing/registrations";

/* Card and programme follow the person's phone and address, by whichever way they changed. */

describe.each(PROVIDER_NAMES)("in the %s programme", (provider) => {
  const loyalty = openLoyaltyShop(provider);

  /** Where the programme reaches the member, and the number on their card, once it has heard all. */
  async function known(accountNumber: string) {
    await loyalty.resume();
    expect(await loyalty.pending()).toEqual([]);
    const { phone, email } = (await loyalty.account(accountNumber)) ?? {};
    const card = await loyalty.shop.db.loyaltyCard.findFirstOrThrow({ where: { accountNumber } });
    return { phone, email, number: card.number };
  }

  async function changePhone(client: Client): Promise<string> {
    const phone = uniquePhone();
    await client.patch(profile, { body: { phone } });
    const code = await newestCode(loyalty.shop, phone);
    expect((await client.patch(profile, { body: { phone, code } })).status).toBe(200);
    return phone;
  }

  async function changeEmail(client: Client): Promise<string> {
    const email = uniqueEmail();
    await client.post(emailChange, { body: { email, emailConfirm: email, password: TEST_PASSWORD } });
    await proveEmail(email);
    return email;
  }

  async function proveEmail(email: string): Promise<void> {
    const token = keyIn(await mailTo(loyalty.shop, email, "Confirm your new email"), "/confirm-email");
    expect((await guest().post(confirm, { params: { token } })).status).toBe(200);
  }

  test("the phone of a changed profile", async () => {
    const { client, customer, accountNumber } = await newMemberOf(loyalty.shop);
    const phone = await changePhone(client);
    expect(await known(accountNumber)).toEqual({ phone, email: customer.email, number: phone });
    expect((await client.get(loyaltyCard)).body.card.number).toBe(phone);
  });

  test("an address once it is proved, and what else the programme knows stays", async () => {
    await loyalty.configure({ is_sync: false });
    const { client, phone, accountNumber } = await newMemberOf(loyalty.shop);
    const change = { phone, first_name: "Only", last_name: "There", gender: "female" };
    expect((await client.post(updateCard, { body: change })).status).toBe(200);
    const email = await changeEmail(client);
    expect(await known(accountNumber)).toEqual({ phone, email, number: phone });
    expect(await loyalty.account(accountNumber)).toMatchObject({ firstName: "Only", lastName: "There" });
  });

  test("phone and address of a change that was undone", async () => {
    const { client, customer, phone, accountNumber } = await newMemberOf(loyalty.shop);
    await changeEmail(client);
    await changePhone(client);
    await loyalty.resume();
    const token = keyIn(await mailTo(loyalty.shop, String(customer.email), "email address was changed"), "/undo");
    expect((await guest().post(undo, { params: { token } })).status).toBe(200);
    expect(await known(accountNumber)).toEqual({ phone, email: customer.email, number: phone });
  });

  test("a number that somebody else has now, and an address that somebody else has proved", async () => {
    const { customer, phone, accountNumber } = await newMemberOf(loyalty.shop, { isEmailProved: false });
    const browser = newBrowser();
    await browser.post(otpLogin, { body: { phone } });
    const code = await newestCode(loyalty.shop, phone);
    expect((await browser.post(release, { body: { code } })).status).toBe(200);
    expect(await known(accountNumber)).toMatchObject({ phone: null, number: "" });
    const other = await as(loyalty.shop, await createCustomer(loyalty.shop));
    const email = String(customer.email);
    await other.post(emailChange, { body: { email, emailConfirm: email, password: TEST_PASSWORD } });
    await proveEmail(email);
    expect(await known(accountNumber)).toMatchObject({ email: null });
  });
});

describe("while the programme is down", () => {
  const loyalty = openLoyaltyShop("http");

  test("an address that changed is not lost to a later form, nor a phone to an earlier one", async () => {
    const { client, customer, phone: own, accountNumber } = await newMemberOf(loyalty.shop);
    const db = loyalty.shop.db;
    loyalty.fail("update");
    const form = { phone: own, first_name: "Jane", last_name: "Smith", gender: "female" };
    expect((await client.post(updateCard, { body: form })).status).toBe(503);
    const phone = uniquePhone();
    await client.patch(profile, { body: { phone } });
    await client.patch(profile, { body: { phone, code: await newestCode(loyalty.shop, phone) } });
    loyalty.heal("update");
    await loyalty.resume();
    expect(await loyalty.account(accountNumber)).toMatchObject({ firstName: "Jane", phone });
    expect(await db.customer.findUnique({ where: { id: customer.id } })).toMatchObject({ firstName: "Jane", phone });

    loyalty.fail("update");
    const email = uniqueEmail();
    await client.post(emailChange, { body: { email, emailConfirm: email, password: TEST_PASSWORD } });
    const token = keyIn(await mailTo(loyalty.shop, email, "Confirm your new email"), "/confirm-email");
    await guest().post(confirm, { params: { token } });
    expect((await client.post(updateCard, { body: { ...form, phone, last_name: "Jones" } })).status).toBe(503);
    loyalty.heal("update");
    await loyalty.resume();
    expect(await loyalty.account(accountNumber)).toMatchObject({ lastName: "Jones", phone, email });
  });

  test("nothing is queued for whoever has no card", async () => {
    const { client } = await newShopper(loyalty.shop);
    const phone = uniquePhone();
    await client.patch(profile, { body: { phone } });
    await client.patch(profile, { body: { phone, code: await newestCode(loyalty.shop, phone) } });
    expect(await loyalty.pending()).toEqual([]);
  });
});
