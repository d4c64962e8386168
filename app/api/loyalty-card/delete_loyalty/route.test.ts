import { describe, expect, test } from "vitest";
import * as addCardOtp from "@/app/api/loyalty-card/add_loyalty_card_otp/route";
import * as loyaltyCard from "@/app/api/loyalty-card/loyalty_card/route";
import * as profile from "@/app/api/users/profile/route";
import { LoyaltyUnavailableError } from "@/lib/adapters/loyalty-provider/port";
import { queueProfileSync } from "@/lib/loyalty/sync-service";
import { uniquePhone } from "@/lib/testing/customers";
import { deleteDueAccounts } from "@/lib/testing/deletions";
import { cardForm, newMemberOf, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { eventually } from "@/lib/testing/mailbox";
import { uniqueEmail } from "@/lib/testing/registrations";
import * as deleteCard from "./route";

/* Leaving: gone here at once, over there as soon as it can be told. */

const loyalty = openLoyaltyShop("embedded");

const allHeard = () => eventually(async () => expect(await loyalty.pending()).toEqual([]));
/** Once the programme was told in vain. */
const triedOnce = () =>
  eventually(async () => expect(await loyalty.pending()).toMatchObject([{ attempts: 1, claimedUntil: null }]));

test("GET 200: the card, and as much of the customer as a question needs", async () => {
  const { client, customer, card, phone } = await newMemberOf(loyalty.shop);
  const { status, body } = await client.get(deleteCard);
  const user = { pk: customer.id, first_name: "John", last_name: "Doe", phone };
  expect({ status, text: JSON.stringify(body) }).toEqual({
    status: 200,
    text: JSON.stringify({ card: { ...card, user } }),
  });
});

describe("204", () => {
  test("without a body, then 404: the account is closed over there once, has_loyalty and others' cards stay", async () => {
    const [{ client, accountNumber }, other] = [await newMemberOf(loyalty.shop), await newMemberOf(loyalty.shop)];
    expect(await client.post(deleteCard)).toMatchObject({ status: 204, body: "" });
    expect((await client.post(deleteCard)).status).toBe(404);
    expect((await client.get(loyaltyCard)).body).toEqual({ card: null, points: 0, errors: null });
    expect((await client.get(profile)).body.attributes).toMatchObject({ has_loyalty: true });
    expect((await other.client.get(loyaltyCard)).body.card).not.toBeNull();
    await allHeard();
    expect(await loyalty.account(accountNumber)).toMatchObject({ isActive: false });
    expect(loyalty.calls("deactivate")).toBe(1);
  });

  test.each<[string, () => unknown, () => unknown]>([
    ["the programme is down", () => loyalty.fail("deactivate"), () => loyalty.heal("deactivate")],
    ["the shop has no programme", () => loyalty.closeProgramme(), () => loyalty.configure({})],
  ])("while %s: the programme hears of it as soon as it is back", async (_name, takeDown, bringBack) => {
    const { client, accountNumber } = await newMemberOf(loyalty.shop);
    await takeDown();
    expect((await client.post(deleteCard)).status).toBe(204);
    await triedOnce();
    expect(await loyalty.account(accountNumber)).toMatchObject({ isActive: true });
    await bringBack();
    expect(await loyalty.resume()).toBe(1);
    expect(await loyalty.account(accountNumber)).toMatchObject({ isActive: false });
    expect(await loyalty.pending()).toEqual([]);
  });

  test("drops what the programme was still to hear of the customer", async () => {
    const { client, customer } = await newMemberOf(loyalty.shop);
    await loyalty.shop.db.$transaction((transaction) => queueProfileSync(transaction, customer));
    loyalty.fail("deactivate");
    await client.post(deleteCard);
    expect(await loyalty.pending()).toMatchObject([{ kind: "loyalty.close" }]);
  });
});

describe("who joins again", () => {
  type Member = Pick<Awaited<ReturnType<typeof newMemberOf>>, "client" | "customer">;
  const joinAgain = async ({ client, customer }: Member) => {
    const { status, body } = await client.post(addCardOtp, { body: cardForm(customer) });
    expect(status).toBe(201);
    return body.card.attributes.account_number;
  };

  test("after the programme was told gets the same account, with its points, time and again", async () => {
    const member = await newMemberOf(loyalty.shop);
    await loyalty.addPoints(member.accountNumber, 90);
    for (let time = 0; time < 3; time++) {
      expect((await member.client.post(deleteCard)).status).toBe(204);
      await allHeard();
      expect(await joinAgain(member)).toBe(member.accountNumber);
      expect(await loyalty.account(member.accountNumber)).toMatchObject({ isActive: true });
      expect((await member.client.get(loyaltyCard)).body).toMatchObject({ points: 90, errors: null });
    }
    expect(loyalty.calls("create")).toBe(1);
  });

  test("is welcomed with points once", async () => {
    await loyalty.configure({ welcome_points: 100 });
    const member = await newMemberOf(loyalty.shop);
    for (let time = 0; time < 3; time++) {
      await member.client.post(deleteCard);
      await allHeard();
      await joinAgain(member);
    }
    expect((await member.client.get(loyaltyCard)).body.points).toBe(100);
  });

  test("with another number, and an address that is not proved, gets the account back, which follows", async () => {
    const { client, customer, accountNumber } = await newMemberOf(loyalty.shop, { isEmailProved: false });
    await client.post(deleteCard);
    await allHeard();
    const [phone, email] = [uniquePhone(), uniqueEmail()];
    const contact = { phone, phoneCanonical: phone, email, emailCanonical: email };
    await loyalty.shop.db.customer.update({ where: { id: customer.id }, data: contact });
    expect(await joinAgain({ client, customer: { ...customer, phone, email } })).toBe(accountNumber);
    await loyalty.resume();
    expect(await loyalty.account(accountNumber)).toMatchObject({ isActive: true, phone, email });
    expect((await client.get(loyaltyCard)).body.card.number).toBe(phone);
  });

  test("gets a new account where the programme keeps the old one closed", async () => {
    const member = await newMemberOf(loyalty.shop);
    await member.client.post(deleteCard);
    await allHeard();
    loyalty.intercept("reopen", async () => false);
    const opened = await joinAgain(member);
    expect(opened).not.toBe(member.accountNumber);
    expect(await loyalty.account(opened)).toMatchObject({ isActive: true });
  });

  test("gets the account back although the reply that it was open again was lost", async () => {
    const member = await newMemberOf(loyalty.shop);
    await member.client.post(deleteCard);
    await allHeard();
    loyalty.intercept("reopen", async (proceed) => {
      await proceed();
      throw new LoyaltyUnavailableError("planted by the test");
    });
    expect((await member.client.post(addCardOtp, { body: cardForm(member.customer) })).status).toBe(503);
    expect(await loyalty.pending()).toMatchObject([{ kind: "loyalty.join" }]);
    loyalty.heal("reopen");
    expect(await loyalty.resume()).toBe(1);
    expect((await member.client.get(loyaltyCard)).body.card.attributes.account_number).toBe(member.accountNumber);
  });

  test("and is deleted while the account is being opened has it closed and forgotten", async () => {
    const { client, customer, accountNumber } = await newMemberOf(loyalty.shop);
    await client.post(deleteCard);
    await allHeard();
    loyalty.intercept("reopen", async (proceed) => {
      await proceed();
      throw new LoyaltyUnavailableError("planted by the test");
    });
    await client.post(addCardOtp, { body: cardForm(customer) });
    const deletionDueAt = new Date(Date.now() - 60_000);
    await loyalty.shop.db.customer.update({ where: { id: customer.id }, data: { deletionDueAt } });
    await deleteDueAccounts(loyalty.shop);
    await eventually(async () => {
      await loyalty.resume();
      expect(await loyalty.pending()).toEqual([]);
    });
    expect(await loyalty.account(accountNumber)).toMatchObject({ isActive: false, phone: null, email: null });
  });

  test("before it was told gets the account back, and nobody closes it any more", async () => {
    const member = await newMemberOf(loyalty.shop);
    await loyalty.addPoints(member.accountNumber, 90);
    loyalty.fail("deactivate");
    await member.client.post(deleteCard);
    await triedOnce();
    loyalty.heal("deactivate");
    expect(await joinAgain(member)).toBe(member.accountNumber);
    expect(await loyalty.resume()).toBe(0);
    expect(await loyalty.account(member.accountNumber)).toMatchObject({ isActive: true });
    expect((await member.client.get(loyaltyCard)).body).toMatchObject({ points: 90, errors: null });
  });

  test("at the very moment gets an account that is open, old or new", async () => {
    const member = await newMemberOf(loyalty.shop);
    await member.client.post(deleteCard);
    // The closing may be under way: then they are asked to come again, and do.
    const accountNumber = await eventually(() => joinAgain(member));
    await allHeard();
    expect(await loyalty.account(accountNumber)).toMatchObject({ isActive: true });
  });
});
