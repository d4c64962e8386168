import { describe, expect, test } from "vitest";
import * as addCardOtp from "@/app/api/loyalty-card/add_loyalty_card_otp/route";
import * as loyaltyCard from "@/app/api/loyalty-card/loyalty_card/route";
import * as updateCard from "@/app/api/loyalty-card/update_loyalty_card/route";
import * as profile from "@/app/api/users/profile/route";
import * as registerWithLoyalty from "@/app/api/users/register-with-loyalty/route";
import { LoyaltyRefusedError } from "@/lib/adapters/loyalty-provider/port";
import { newBrowser } from "@/lib/testing/browser";
import { uniquePhone } from "@/lib/testing/customers";
import { cardForm, joinByCode, memberLike, newMemberOf, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { newestCode } from "@/lib/testing/mailbox";
import { newRegistration, uniqueEmail } from "@/lib/testing/registrations";

/* Whether joining finds an account or opens one; which account is one's own is proved with lib/loyalty/rules.ts. */

const loyalty = openLoyaltyShop("embedded");

async function accountOf(join: ReturnType<typeof joinByCode>): Promise<string> {
  const { status, body } = await join;
  expect(status).toBe(201);
  return body.card.attributes.account_number;
}

test("opens an account where one has the address alone", async () => {
  const { client, customer } = await newShopper(loyalty.shop);
  const other = await loyalty.enrol(memberLike({ phone: uniquePhone(), email: customer.email }));
  expect(await accountOf(joinByCode(loyalty.shop, client, cardForm(customer)))).not.toBe(other);
});

test("links the account with the number that was submitted, not with the profile's", async () => {
  const { client, customer } = await newShopper(loyalty.shop);
  const phone = uniquePhone();
  await loyalty.enrol(memberLike({ phone: customer.phone, email: null }));
  const accountNumber = await loyalty.enrol(memberLike({ phone, email: null }));
  const form = cardForm({ phone, email: customer.email });
  expect(await accountOf(joinByCode(loyalty.shop, client, form))).toBe(accountNumber);
});

test("opens the account again when the one that was found is closed at that very moment", async () => {
  const { client, customer } = await newShopper(loyalty.shop);
  const old = await loyalty.enrol(memberLike(customer));
  loyalty.intercept("search", async (proceed) => {
    const found = await proceed();
    await loyalty.close(old);
    return found;
  });
  const opened = await accountOf(joinByCode(loyalty.shop, client, cardForm(customer)));
  expect(opened).toBe(old);
  expect(await loyalty.account(opened)).toMatchObject({ isActive: true });
});

describe("a programme that does not take the data", () => {
  const refuses = () => Promise.reject(new LoyaltyRefusedError("planted by the test"));
  const refused = { status: 406, body: { error_code: "loyalty_100_5" } };

  test("406 loyalty_100_5 for a card, and nothing is asked again", async () => {
    loyalty.intercept("create", refuses);
    const { client, customer } = await newShopper(loyalty.shop);
    expect(await joinByCode(loyalty.shop, client, cardForm(customer))).toMatchObject(refused);
    expect(await loyalty.pending()).toEqual([]);
    expect(await loyalty.resume()).toBe(0);
    expect(loyalty.calls("create")).toBe(1);
  });

  test("the same form again asks by the same key", async () => {
    const keys: unknown[] = [];
    loyalty.intercept("create", (_proceed, _member, key) => {
      keys.push(key);
      return refuses();
    });
    const { client, customer } = await newShopper(loyalty.shop);
    for (let time = 0; time < 4; time++) {
      expect(await client.post(addCardOtp, { body: cardForm(customer) })).toMatchObject(refused);
    }
    expect([keys.length, new Set(keys).size]).toEqual([4, 1]);
  });

  test("406 loyalty_100_5 for a change, which is made on neither side", async () => {
    const { client, phone, accountNumber } = await newMemberOf(loyalty.shop);
    loyalty.intercept("update", refuses);
    const body = { phone, first_name: "Jane", last_name: "Smith", gender: "female" };
    expect(await client.post(updateCard, { body })).toMatchObject(refused);
    expect(await loyalty.account(accountNumber)).toMatchObject({ firstName: "John" });
    expect((await client.get(profile)).body.first_name).toBe("John");
    expect(await loyalty.resume()).toBe(0);
  });
});

describe("a programme that keeps a number for a closed account", () => {
  const isTaken = () => Promise.reject(new LoyaltyRefusedError("planted by the test", { isTaken: true }));
  const kept = { status: 406, body: { error_code: "loyalty_100_6" } };

  test("406 loyalty_100_6 for a card, where it opens none again", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    await loyalty.close(await loyalty.enrol(memberLike(customer)));
    loyalty.intercept("reopen", async () => false);
    loyalty.intercept("create", isTaken);
    expect(await joinByCode(loyalty.shop, client, cardForm(customer))).toMatchObject(kept);
  });

  test("201 with that account, where it does", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const accountNumber = await loyalty.enrol(memberLike(customer));
    await loyalty.close(accountNumber);
    expect(await accountOf(joinByCode(loyalty.shop, client, cardForm(customer)))).toBe(accountNumber);
    expect(await loyalty.account(accountNumber)).toMatchObject({ isActive: true });
  });

  test("406 loyalty_100_6 for a change to that number", async () => {
    const { client, phone } = await newMemberOf(loyalty.shop);
    await loyalty.close(await loyalty.enrol(memberLike({ phone, email: uniqueEmail() })));
    loyalty.intercept("update", isTaken);
    const body = { phone, first_name: "Jane", last_name: "Smith", gender: "female" };
    expect(await client.post(updateCard, { body })).toMatchObject(kept);
  });
});

describe("a programme that has the number under another address and opens no second account", () => {
  const isTaken = () => Promise.reject(new LoyaltyRefusedError("planted by the test", { isTaken: true }));

  test("406 loyalty_100_2, not 503: trying again would change nothing", async () => {
    loyalty.intercept("create", isTaken);
    const { client, customer } = await newShopper(loyalty.shop);
    expect(await joinByCode(loyalty.shop, client, cardForm(customer))).toMatchObject({
      status: 406,
      body: { error_code: "loyalty_100_2" },
    });
    expect((await client.get(loyaltyCard)).body.card).toBeNull();
    expect(await loyalty.pending()).toEqual([]);
  });

  test("201 with loyalty.status refused for a registration: no card is promised that will not come", async () => {
    loyalty.intercept("create", isTaken);
    const body = newRegistration({ add_loyalty: true });
    const browser = newBrowser();
    await browser.post(registerWithLoyalty, { body });
    const code = await newestCode(loyalty.shop, body.phone);
    const answer = await browser.post(registerWithLoyalty, { body: { ...body, code } });
    expect(answer).toMatchObject({ status: 201, body: { loyalty: { status: "refused" } } });
    expect(await loyalty.pending()).toEqual([]);
  });
});
