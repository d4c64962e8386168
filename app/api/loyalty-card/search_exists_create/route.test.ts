import { beforeEach, describe, expect, test } from "vitest";
import * as deleteCard from "@/app/api/loyalty-card/delete_loyalty/route";
import * as loyaltyCard from "@/app/api/loyalty-card/loyalty_card/route";
import * as profile from "@/app/api/users/profile/route";
import { LANGUAGES } from "@/lib/platform/i18n/languages";
import type { Answer } from "@/lib/testing/client";
import { uniquePhone } from "@/lib/testing/customers";
import { memberLike, newMemberOf, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { eventually, messagesTo } from "@/lib/testing/mailbox";
import { uniqueEmail } from "@/lib/testing/registrations";
import * as search from "./route";

/* Linking the account that is there already: found only by one's own verified phone, with an address that agrees. */

const loyalty = openLoyaltyShop("embedded");

const NOTHING = { message: "not find remote account" };
/** All that a response tells, but for its language. */
const told = ({ status, headers, body }: Answer) => JSON.stringify([status, body, [...headers.keys()].sort()]);

describe("201", () => {
  test("with the number alone: the account is linked, has_loyalty is set, and no SMS is sent", async () => {
    const { client, customer, phone } = await newShopper(loyalty.shop);
    const accountNumber = await loyalty.enrol(memberLike(customer));
    const { status, body } = await client.post(search, { body: { email: customer.email } });
    expect({ status, body }).toEqual({ status: 201, body: { number: phone } });
    expect((await client.get(loyaltyCard)).body.card.attributes.account_number).toBe(accountNumber);
    expect((await client.get(profile)).body.attributes).toEqual({ has_loyalty: true });
    expect(await messagesTo(loyalty.shop, phone)).toEqual([]);
  });

  test("for address and phone written otherwise, and an account that has neither address nor birth date", async () => {
    const { client, customer, phone } = await newShopper(loyalty.shop);
    await loyalty.enrol(memberLike({ phone, email: null }));
    const body = {
      email: String(customer.email).toUpperCase(),
      phone: `0${phone.slice(3)}`,
      date_of_birth: "1990-12-10",
    };
    expect((await client.post(search, { body })).status).toBe(201);
  });

  test("for an account that is to be closed: it stays open, unless the programme fails meanwhile", async () => {
    const { client, customer, accountNumber } = await newMemberOf(loyalty.shop);
    const body = { email: customer.email };
    loyalty.fail("deactivate");
    await client.post(deleteCard);
    await eventually(async () => expect(await loyalty.pending()).toMatchObject([{ attempts: 1, claimedUntil: null }]));
    loyalty.fail("read");
    expect((await client.post(search, { body })).status).toBe(503);
    expect(await loyalty.pending()).toHaveLength(1);
    loyalty.heal("read");
    loyalty.heal("deactivate");
    expect((await client.post(search, { body })).status).toBe(201);
    expect(await loyalty.resume()).toBe(0);
    expect(await loyalty.account(accountNumber)).toMatchObject({ isActive: true });
  });
});

describe("200, the same to the byte", () => {
  let none: string;
  beforeEach(async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    none = told(await client.post(search, { body: { email: customer.email } }));
  });

  test("in every language when there is no account; nothing is created, and nothing is marked", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    for (const language of LANGUAGES) {
      const headers = { "accept-language": language };
      const answer = await client.post(search, { headers, body: { email: customer.email } });
      expect([answer.status, answer.body, told(answer)]).toEqual([200, NOTHING, none]);
    }
    expect(loyalty.calls("create")).toBe(0);
    expect((await client.get(profile)).body.attributes).toEqual({});
  });

  test("for everything that is not one's own", async () => {
    const { client, customer, phone } = await newShopper(loyalty.shop);
    const [victim, former] = [
      { phone: uniquePhone(), email: uniqueEmail() },
      { phone, email: uniqueEmail() },
    ];
    const { email } = customer;
    for (const member of [victim, former, { phone: uniquePhone(), email }]) await loyalty.enrol(memberLike(member));
    for (const body of [
      { email: victim.email },
      victim,
      { email: victim.email, phone },
      former,
      { email: former.email },
      { email, phone: victim.phone },
      { email, phone },
      { email },
      { email: uniqueEmail() },
    ]) {
      expect(told(await client.post(search, { body }))).toBe(none);
    }
    expect((await client.get(loyaltyCard)).body.card).toBeNull();
  });

  test.each([
    ["the phone is not verified, and nobody is asked", { phoneVerifiedAt: null }, {}, 0],
    ["the address is not proved", { isEmailProved: false }, {}, 1],
    ["the customer has no phone, and nobody is asked", { phone: null, phoneVerifiedAt: null }, {}, 0],
    ["another phone is named, and nobody is asked", {}, { phone: uniquePhone() }, 0],
    ["another address is named", {}, { email: uniqueEmail() }, 1],
    ["another birth date is named", {}, { date_of_birth: "1990-12-11" }, 1],
  ])("when %s", async (_name, overrides, criteria, searches) => {
    const { client, customer } = await newShopper(loyalty.shop, overrides);
    await loyalty.enrol(memberLike(customer, { dateOfBirth: "1990-12-10" }));
    const before = loyalty.calls("search");
    expect(told(await client.post(search, { body: { email: customer.email, ...criteria } }))).toBe(none);
    expect(loyalty.calls("search") - before).toBe(searches);
  });
});
