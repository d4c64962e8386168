import { describe, expect, test } from "vitest";
import * as addCard from "@/app/api/loyalty-card/add_loyalty_card/route";
import * as addCardOtp from "@/app/api/loyalty-card/add_loyalty_card_otp/route";
import * as deleteCard from "@/app/api/loyalty-card/delete_loyalty/route";
import * as loyaltyCard from "@/app/api/loyalty-card/loyalty_card/route";
import * as search from "@/app/api/loyalty-card/search_exists_create/route";
import * as updateCard from "@/app/api/loyalty-card/update_loyalty_card/route";
import * as profile from "@/app/api/users/profile/route";
import * as withLoyalty from "@/app/api/users/profile-with-loyalty/route";
import { type Answer, as, type Client } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import { cardForm, memberLike, newMemberOf, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { codesTo, eventually, newestCode } from "@/lib/testing/mailbox";

/*
 * Everybody at once, with the programme elsewhere: the contract of every provider makes one account of one key. On
 * PostgreSQL (`npm run test:pg`) these are races in earnest.
 */

/** Twenty at once on a slow machine are no fault of the programme's. */
const PATIENT = { balanceMs: 30_000, readMs: 30_000, updateMs: 30_000, writeMs: 30_000 };
const PARALLEL = 20;

const loyalty = openLoyaltyShop("http", PATIENT);

/** How often each status came, or each error_code where there is one. */
async function tally(answers: Promise<Answer>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { status, body } of await Promise.all(answers)) {
    const outcome = `${body?.error_code ?? status}`;
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

const parallel = (count: number, call: (index: number) => Promise<Answer>) =>
  tally(Array.from({ length: count }, (_, index) => call(index)));

async function expectOneOfEach(client: Client, customer: { id: number; email: string | null }) {
  const accounts = await loyalty.accountsOf(customer.email);
  expect(accounts).toHaveLength(1);
  expect((await client.get(loyaltyCard)).body.card.attributes.account_number).toBe(accounts[0]?.accountNumber);
  expect(await loyalty.shop.db.loyaltyCard.count({ where: { customerId: customer.id } })).toBe(1);
  expect(await loyalty.pending()).toEqual([]);
}

const changeTo = (phone: string, last_name: string) => ({
  body: { phone, first_name: "John", last_name, gender: "male", date_of_birth: "1990-12-10" },
});

describe("one customer", () => {
  test.each([
    ["20 final submits of the right code", true],
    ["20 joins without a code", false],
  ])("%s make one account and one card, and no 5xx", async (_name, byCode) => {
    const { client, customer, phone } = await newShopper(loyalty.shop);
    const form = cardForm(customer);
    if (byCode) await client.post(addCard, { body: form });
    const body = byCode ? { ...form, code: await newestCode(loyalty.shop, phone) } : form;
    const counts = await parallel(PARALLEL, () => client.post(byCode ? addCard : addCardOtp, { body }));
    const { 201: joined = 0, loyalty_100_1: late = 0, sms_verification_100_4: used = 0, ...rest } = counts;
    expect(rest).toEqual({});
    expect(joined).toBeGreaterThanOrEqual(1);
    expect(joined + late + (byCode ? used : 0)).toBe(PARALLEL);
    expect(loyalty.calls("create")).toBe(1);
    await expectOneOfEach(client, customer);
  });

  test("20 look-ups link once", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    await loyalty.enrol(memberLike(customer));
    const body = { email: customer.email };
    expect(await parallel(PARALLEL, () => client.post(search, { body }))).toEqual({
      201: 1,
      loyalty_100_1: PARALLEL - 1,
    });
    await expectOneOfEach(client, customer);
  });

  test("parallel changes are all answered, and in the end both sides have the same", async () => {
    const { client, phone, accountNumber } = await newMemberOf(loyalty.shop);
    const counts = await parallel(8, (index) => client.post(updateCard, changeTo(phone, `Name ${index}`)));
    expect(counts).toEqual({ 200: 8 });
    await loyalty.resume();
    const account = await loyalty.account(accountNumber);
    expect(account?.lastName).toMatch(/^Name \d$/);
    expect((await client.get(profile)).body.last_name).toBe(account?.lastName);
    expect(await loyalty.pending()).toEqual([]);
  });

  test("a change during another one is not lost: the newer one is the last word on both sides", async () => {
    const { client, phone, accountNumber } = await newMemberOf(loyalty.shop);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const asked = new Promise<void>((resolve) => {
      loyalty.intercept("update", async (proceed) => {
        loyalty.heal("update");
        resolve();
        await held;
        return proceed();
      });
    });
    const older = client.post(updateCard, changeTo(phone, "Older"));
    await asked;
    const newer = client.post(updateCard, changeTo(phone, "Newer"));
    await eventually(async () => expect(JSON.stringify((await loyalty.pending())[0]?.payload)).toContain("Newer"));
    release();
    expect(await tally([older, newer])).toEqual({ 200: 2 });
    expect(await loyalty.account(accountNumber)).toMatchObject({ lastName: "Newer" });
    expect((await client.get(profile)).body.last_name).toBe("Newer");
    expect(await loyalty.pending()).toEqual([]);
  });

  test("profiles changed in parallel reach the account as the profile is in the end", async () => {
    const { client, phone, accountNumber } = await newMemberOf(loyalty.shop);
    const change = (first_name: string) => ({ body: { phone, date_of_birth: "1990-12-10", first_name } });
    const counts = await parallel(6, (index) => client.patch(withLoyalty, change(`Name ${index}`)));
    expect(counts).toEqual({ 200: 6 });
    await loyalty.resume();
    const { first_name: firstName } = (await client.get(profile)).body;
    expect(await loyalty.account(accountNumber)).toMatchObject({ firstName });
  });

  test("8 departures at once: one 204, the others 404, and the account is closed", async () => {
    const { client, accountNumber } = await newMemberOf(loyalty.shop);
    expect(await parallel(8, () => client.post(deleteCard))).toEqual({ 204: 1, 404: 7 });
    await eventually(async () => expect(await loyalty.pending()).toEqual([]));
    expect(await loyalty.account(accountNumber)).toMatchObject({ isActive: false });
  });

  test("changing and leaving at once: no 5xx, no card, nothing left to do", async () => {
    const { client, phone } = await newMemberOf(loyalty.shop);
    const changing = client.post(updateCard, changeTo(phone, "Leaving"));
    expect((await client.post(deleteCard)).status).toBe(204);
    expect([200, 404]).toContain((await changing).status);
    expect((await client.get(loyaltyCard)).body.card).toBeNull();
    await eventually(async () => {
      await loyalty.resume();
      expect(await loyalty.pending()).toEqual([]);
    });
  });
});

describe("two customers", () => {
  /** Two customers to whom the programme shows one account as their own: as if its number went from one to the other. */
  async function rivals() {
    const shoppers = [await newShopper(loyalty.shop), await newShopper(loyalty.shop)];
    const accountNumber = await loyalty.enrol(memberLike({ phone: String(shoppers[0]?.phone), email: null }));
    loyalty.intercept("search", async (_proceed, criteria) => {
      const account = await loyalty.account(accountNumber);
      return [{ ...account, phone: (criteria as { phone: string }).phone }];
    });
    return { shoppers, accountNumber };
  }

  test("who look for one account: one has it, the other gets what everybody gets who finds none", async () => {
    const { shoppers, accountNumber } = await rivals();
    const answers = shoppers.map(({ client, customer }) => client.post(search, { body: { email: customer.email } }));
    expect(await tally(answers)).toEqual({ 201: 1, 200: 1 });
    const nothing = (await Promise.all(answers)).find(({ status }) => status === 200);
    expect(nothing?.body).toEqual({ message: "not find remote account" });
    expect(await loyalty.shop.db.loyaltyCard.count({ where: { accountNumber } })).toBe(1);
  });

  test("who join with one account: one has it, the other is told that it is somebody else's", async () => {
    const { shoppers, accountNumber } = await rivals();
    const answers = shoppers.map(({ client, customer }) => client.post(addCardOtp, { body: cardForm(customer) }));
    expect(await tally(answers)).toEqual({ 201: 1, loyalty_100_2: 1 });
    expect(await loyalty.shop.db.loyaltyCard.count({ where: { accountNumber } })).toBe(1);
    expect(loyalty.calls("create")).toBe(0);
    // The worker tells the programme what differs between the account and the form.
    await loyalty.resume();
    expect(await loyalty.pending()).toEqual([]);
  });

  test("who verify one number at once: nobody gets a 5xx, and it is one customer's afterwards", async () => {
    const phone = uniquePhone();
    const forms: { client: Client; form: object }[] = [];
    for (let time = 0; time < 2; time++) {
      const customer = await createCustomer(loyalty.shop);
      const [client, form] = [await as(loyalty.shop, customer), cardForm(customer, { phone })];
      expect((await client.post(addCard, { body: form })).status).toBe(202);
      forms.push({ client, form });
    }
    const codes = await codesTo(loyalty.shop, phone);
    const answers = forms.map(({ client, form }, index) =>
      client.post(addCard, { body: { ...form, code: codes[index] } }),
    );
    // The later one finds the number at the earlier one's account, and must prove that it is theirs.
    const counts = await tally(answers);
    const { 201: joined = 0, 400: rejected = 0, 503: later = 0, loyalty_100_4: asked = 0, ...rest } = counts;
    expect(rest).toEqual({});
    expect(joined).toBeGreaterThanOrEqual(1);
    expect(joined + rejected + later + asked).toBe(2);
    await loyalty.resume();
    for (const { payload } of await loyalty.pending()) expect(payload).toHaveProperty("disputed");
    expect(await loyalty.shop.db.customer.count({ where: { phoneCanonical: phone } })).toBe(1);
  });
});
