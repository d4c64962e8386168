import { describe, expect, test, vi } from "vitest";
import * as deleteCard from "@/app/api/loyalty-card/delete_loyalty/route";
import * as loyaltyCard from "@/app/api/loyalty-card/loyalty_card/route";
import * as profile from "@/app/api/users/profile/route";
import { LoyaltyUnavailableError, PROVIDER_NAMES } from "@/lib/adapters/loyalty-provider/port";
import { LANGUAGES } from "@/lib/platform/i18n/languages";
import { changeSetting } from "@/lib/settings/service";
import { retryAfter } from "@/lib/testing/challenges";
import { as, type Client } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { memberLike, newMemberOf, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { messagesTo } from "@/lib/testing/mailbox";
import { uniqueEmail } from "@/lib/testing/registrations";
import * as search from "./route";

/* Linking the account that is there already: found only by one's own proved phone, with an address that agrees. */

/** Byte for byte what everybody gets who finds nothing. */
const NOTHING = '{"message":"not find remote account"}';

async function expectNothing(answer: Awaited<ReturnType<Client["post"]>>) {
  expect({ status: answer.status, text: JSON.stringify(answer.body) }).toEqual({ status: 200, text: NOTHING });
  expect([...answer.headers.keys()].sort()).toEqual(NO_ACCOUNT_HEADERS);
}
const NO_ACCOUNT_HEADERS = [
  ...["cache-control", "content-language", "content-security-policy", "content-type", "cross-origin-opener-policy"],
  "permissions-policy",
  ...["referrer-policy", "strict-transport-security", "vary", "x-content-type-options", "x-frame-options"],
];

describe.each(PROVIDER_NAMES)("in the %s programme", (provider) => {
  const loyalty = openLoyaltyShop(provider);

  test("201 with the number alone: the account is linked with its points, and has_loyalty is set", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const accountNumber = await loyalty.enrol(memberLike(customer));
    await loyalty.addPoints(accountNumber, 210);
    const { status, body } = await client.post(search, { body: { email: customer.email } });
    expect({ status, body }).toEqual({ status: 201, body: { number: customer.phone } });
    const { body: state } = await client.get(loyaltyCard);
    expect(state).toMatchObject({ points: 210, errors: null, card: { attributes: { account_number: accountNumber } } });
    expect((await client.get(profile)).body.attributes).toEqual({ has_loyalty: true });
    expect(loyalty.calls("create")).toBe(0);
    expect(await messagesTo(loyalty.shop, String(customer.phone))).toEqual([]);
  });

  test("200 when there is none; nothing is created, and nothing is marked", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    await expectNothing(await client.post(search, { body: { email: customer.email } }));
    expect(await loyalty.accountsOf(customer.email)).toEqual([]);
    expect((await client.get(profile)).body.attributes).toEqual({});
    expect(loyalty.calls("create")).toBe(0);
  });

  test("200, the same to the byte, for everything that is not his own", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const victim = { phone: uniquePhone(), email: uniqueEmail() };
    await loyalty.enrol(memberLike(victim));
    // With his phone, but another's address; and with his address, but another's phone.
    await loyalty.enrol(memberLike({ phone: customer.phone, email: uniqueEmail() }));
    await loyalty.enrol(memberLike({ phone: uniquePhone(), email: customer.email }));
    for (const body of [
      { email: victim.email },
      { email: victim.email, phone: victim.phone },
      { email: victim.email, phone: customer.phone },
      { email: customer.email, phone: victim.phone },
      { email: customer.email, phone: customer.phone },
      { email: customer.email },
      { email: uniqueEmail() },
    ]) {
      await expectNothing(await client.post(search, { body }));
    }
    expect((await client.get(loyaltyCard)).body.card).toBeNull();
  });

  test("200 for a customer whose phone nobody proved, or who has none: nobody is even asked", async () => {
    for (const overrides of [{ phoneVerifiedAt: null }, { phone: null, phoneVerifiedAt: null }]) {
      const { client, customer } = await newShopper(loyalty.shop, overrides);
      if (customer.phone) await loyalty.enrol(memberLike(customer));
      await expectNothing(await client.post(search, { body: { email: customer.email } }));
    }
    expect(loyalty.calls("search")).toBe(0);
  });

  test("the birth date is a criterion of its own: a wrong one finds nothing, the right one and an unknown one do", async () => {
    for (const [known, asked, found] of [
      ["1990-12-10", "1990-12-11", false],
      ["1990-12-10", "1990-12-10", true],
      [null, "1990-12-10", true],
    ] as const) {
      const { client, customer } = await newShopper(loyalty.shop);
      await loyalty.enrol(memberLike(customer, { dateOfBirth: known }));
      const body = { email: customer.email, phone: customer.phone, date_of_birth: asked };
      const answer = await client.post(search, { body });
      if (found) expect(answer.status).toBe(201);
      else await expectNothing(answer);
    }
  });

  test("200 for an account that is closed, and for one that is another customer's", async () => {
    const [closed, linked] = [await newShopper(loyalty.shop), await newShopper(loyalty.shop)];
    await loyalty.close(await loyalty.enrol(memberLike(closed.customer)));
    const holder = await newMemberOf(loyalty.shop);
    const accountNumber = await loyalty.enrol(memberLike(linked.customer));
    await loyalty.shop.db.loyaltyCard.update({ where: { customerId: holder.customer.id }, data: { accountNumber } });
    for (const { client, customer } of [closed, linked]) {
      await expectNothing(await client.post(search, { body: { email: customer.email } }));
    }
    expect((await holder.client.get(loyaltyCard)).body.card.attributes.account_number).toBe(accountNumber);
  });

  test("503 when the look-up fails: not 'not found', nothing is linked, and it works afterwards", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    await loyalty.enrol(memberLike(customer));
    loyalty.intercept("search", () => Promise.reject(new LoyaltyUnavailableError("planted by the test")));
    const failed = await client.post(search, { body: { email: customer.email } });
    expect({ status: failed.status, body: failed.body }).toEqual({
      status: 503,
      body: { detail: "The service is temporarily unavailable. Please try again." },
    });
    expect(retryAfter(failed)).toBeGreaterThan(0);
    expect((await client.get(loyaltyCard)).body.card).toBeNull();
    loyalty.intercept("search", (proceed) => proceed());
    expect((await client.post(search, { body: { email: customer.email } })).status).toBe(201);
  });
});

describe("200 and 201", () => {
  const loyalty = openLoyaltyShop("http");

  test("an account without an address is found by the proved phone", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    await loyalty.enrol(memberLike({ phone: customer.phone, email: null }));
    expect((await client.post(search, { body: { email: customer.email } })).status).toBe(201);
  });

  test("address and phone may be written otherwise", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    await loyalty.enrol(memberLike(customer));
    const phone = `0${String(customer.phone).slice(3)}`;
    const body = { email: String(customer.email).toUpperCase(), phone };
    expect((await client.post(search, { body })).status).toBe(201);
  });

  test('"not find remote account" stays as it is in every language', async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    for (const language of LANGUAGES) {
      const headers = { "accept-language": language };
      await expectNothing(await client.post(search, { headers, body: { email: customer.email } }));
    }
  });

  test("what is linked again before the programme heard of the leaving stays open", async () => {
    const { client, customer, accountNumber } = await newMemberOf(loyalty.shop);
    loyalty.intercept("deactivate", () => Promise.reject(new LoyaltyUnavailableError("planted by the test")));
    await client.post(deleteCard);
    await vi.waitFor(async () => {
      const [job] = await loyalty.pending();
      expect([job?.attempts, job?.claimedUntil]).toEqual([1, null]);
    });
    // The look-up before the linking fails: the wish is as it was.
    loyalty.intercept("read", () => Promise.reject(new LoyaltyUnavailableError("planted by the test")));
    expect((await client.post(search, { body: { email: customer.email } })).status).toBe(503);
    expect(await loyalty.pending()).toHaveLength(1);
    loyalty.intercept("read", (proceed) => proceed());
    loyalty.intercept("deactivate", (proceed) => proceed());
    expect((await client.post(search, { body: { email: customer.email } })).status).toBe(201);
    expect(await loyalty.resume()).toBe(0);
    expect(await loyalty.account(accountNumber)).toMatchObject({ isActive: true });
  });
});

describe("refusals", () => {
  const loyalty = openLoyaltyShop("embedded");

  test("400 without an address, and for faulty ones", async () => {
    const { client } = await newShopper(loyalty.shop);
    expect(await client.post(search, { body: {} })).toMatchObject({
      status: 400,
      body: { email: ["This field is required."] },
    });
    const { status, body } = await client.post(search, { body: { email: "x", phone: "y", date_of_birth: "z" } });
    expect({ status, fields: Object.keys(body) }).toEqual({
      status: 400,
      fields: ["email", "phone", "date_of_birth"],
    });
  });

  test("406 loyalty_100_1 with a card", async () => {
    const { client, customer } = await newMemberOf(loyalty.shop);
    const { status, body } = await client.post(search, { body: { email: customer.email } });
    expect({ status, body }).toEqual({
      status: 406,
      body: { non_field_errors: "You already have a loyalty card.", error_code: "loyalty_100_1" },
    });
  });

  test("406 loyalty_100_3 where the shop has no programme", async () => {
    await changeSetting(loyalty.shop, "CUSTOMER_LOYALTY_CARD_SERVICE", null);
    const client = await as(loyalty.shop, await createCustomer(loyalty.shop));
    const { status, body } = await client.post(search, { body: { email: uniqueEmail() } });
    expect({ status, code: body.error_code }).toEqual({ status: 406, code: "loyalty_100_3" });
  });
});
