import { describe, expect, test } from "vitest";
import * as addCard from "@/app/api/loyalty-card/add_loyalty_card/route";
import * as addCardOtp from "@/app/api/loyalty-card/add_loyalty_card_otp/route";
import * as deleteCard from "@/app/api/loyalty-card/delete_loyalty/route";
import * as loyaltyCard from "@/app/api/loyalty-card/loyalty_card/route";
import * as search from "@/app/api/loyalty-card/search_exists_create/route";
import * as updateCard from "@/app/api/loyalty-card/update_loyalty_card/route";
import type { Answer, Client } from "@/lib/testing/client";
import { cardForm, memberLike, newMemberOf, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { codesTo } from "@/lib/testing/mailbox";

/* The errors that several endpoints of the card share. */

const loyalty = openLoyaltyShop("embedded");

const error = (code: string, text: string) => ({
  status: 406,
  body: { non_field_errors: text, error_code: code, code },
});
const HAS_CARD = error("loyalty_100_1", "You already have a loyalty card.");
const ANOTHERS = error("loyalty_100_2", "This loyalty account belongs to another customer.");
const NO_PROGRAMME = error("loyalty_100_3", "The loyalty service is not configured.");
const NOT_FOUND = { status: 404, body: { detail: "Not found.", code: "not_found" } };

type Customer = { phone: string | null; email: string | null };
type Way = [name: string, call: (client: Client, customer: Customer) => Promise<Answer>];

const update = (phone: string | null) => ({ phone, first_name: "John", last_name: "Smith", gender: "male" });
const JOINING: Way[] = [
  ["add_loyalty_card", (client, customer) => client.post(addCard, { body: cardForm(customer) })],
  ["add_loyalty_card_otp", (client, customer) => client.post(addCardOtp, { body: cardForm(customer) })],
  ["search_exists_create", (client, { email }) => client.post(search, { body: { email } })],
];
const CHANGING: Way[] = [
  ["update_loyalty_card", (client, { phone }) => client.post(updateCard, { body: update(phone) })],
];
const CARD_NEEDED: Way[] = [
  ...CHANGING,
  ["GET update_loyalty_card", (client) => client.get(updateCard)],
  ["delete_loyalty", (client) => client.post(deleteCard)],
  ["GET delete_loyalty", (client) => client.get(deleteCard)],
];

describe("406", () => {
  test.each(JOINING)("%s is loyalty_100_1 with a card, before any look-up or SMS", async (_name, join) => {
    const { client, customer, phone } = await newMemberOf(loyalty.shop);
    const before = loyalty.allCalls();
    expect(await join(client, customer)).toMatchObject(HAS_CARD);
    expect(loyalty.allCalls()).toBe(before);
    expect(await codesTo(loyalty.shop, phone)).toEqual([]);
  });

  test("joining is loyalty_100_2 with the account of another customer, who keeps it; looking finds nothing", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const holder = await newMemberOf(loyalty.shop);
    const accountNumber = await loyalty.enrol(memberLike(customer));
    const where = { customerId: holder.customer.id };
    await loyalty.shop.db.loyaltyCard.update({ where, data: { accountNumber } });
    expect(await client.post(addCardOtp, { body: cardForm(customer) })).toMatchObject(ANOTHERS);
    const nothing = { status: 200, body: { message: "not find remote account" } };
    expect(await client.post(search, { body: { email: customer.email } })).toMatchObject(nothing);
    expect(await loyalty.accountsOf(customer.email)).toHaveLength(1);
    expect((await client.get(loyaltyCard)).body.card).toBeNull();
    expect((await holder.client.get(loyaltyCard)).body.card.attributes.account_number).toBe(accountNumber);
    expect(await loyalty.pending()).toEqual([]);
  });

  test.each(JOINING)("%s is loyalty_100_3 where the shop has no programme, before any SMS", async (_name, join) => {
    await loyalty.closeProgramme();
    const { client, customer, phone } = await newShopper(loyalty.shop);
    expect(await join(client, customer)).toMatchObject(NO_PROGRAMME);
    expect(await codesTo(loyalty.shop, phone)).toEqual([]);
  });

  test.each(CHANGING)("%s is loyalty_100_3 where the shop has no programme any more", async (_name, change) => {
    const { client, customer } = await newMemberOf(loyalty.shop);
    await loyalty.closeProgramme();
    expect(await change(client, customer)).toMatchObject(NO_PROGRAMME);
  });
});

describe("404", () => {
  test.each(CARD_NEEDED)("%s without a card, and nobody is asked", async (_name, call) => {
    const { client, customer, phone } = await newShopper(loyalty.shop);
    expect(await call(client, customer)).toMatchObject(NOT_FOUND);
    expect(loyalty.allCalls()).toBe(0);
    expect(await codesTo(loyalty.shop, phone)).toEqual([]);
  });
});

describe("503", () => {
  test.each<[...Way, operation: "search" | "read"]>([
    ...JOINING.slice(1).map((way): [...Way, "search"] => [...way, "search"]),
    ...CARD_NEEDED.slice(0, 2).map((way): [...Way, "read"] => [...way, "read"]),
  ])("%s while the programme is down; it works once it is back", async (name, call, operation) => {
    const isJoining = operation === "search";
    const { client, customer } = isJoining ? await newShopper(loyalty.shop) : await newMemberOf(loyalty.shop);
    if (isJoining) await loyalty.enrol(memberLike(customer));
    loyalty.fail(operation);
    const { status, body, headers } = await call(client, customer);
    expect({ status, body }).toEqual({
      status: 503,
      body: { detail: "The service is temporarily unavailable. Please try again.", code: "unavailable" },
    });
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await client.get(loyaltyCard)).body.card === null).toBe(isJoining);
    expect(await loyalty.pending(), name).toEqual([]);
    loyalty.heal(operation);
    expect([200, 201]).toContain((await call(client, customer)).status);
  });
});
