import { describe, expect, test, vi } from "vitest";
import * as addCard from "@/app/api/loyalty-card/add_loyalty_card/route";
import * as addCardOtp from "@/app/api/loyalty-card/add_loyalty_card_otp/route";
import * as deleteCard from "@/app/api/loyalty-card/delete_loyalty/route";
import * as loyaltyCard from "@/app/api/loyalty-card/loyalty_card/route";
import * as search from "@/app/api/loyalty-card/search_exists_create/route";
import * as updateCard from "@/app/api/loyalty-card/update_loyalty_card/route";
import * as profile from "@/app/api/users/profile/route";
import * as withLoyalty from "@/app/api/users/profile-with-loyalty/route";
import { drainJobs } from "@/lib/platform/jobs/service";
import { type Answer, as, type Client } from "@/lib/testing/client";
import { createCustomer, uniquePhone } from "@/lib/testing/customers";
import {
  cardForm,
  makeSyncDue,
  memberLike,
  newMemberOf,
  newShopper,
  openLoyaltyShop,
} from "@/lib/testing/loyalty-shop";
import { codesTo, newestCode } from "@/lib/testing/mailbox";

/* Everybody at once. On PostgreSQL (`npm run test:pg`) these are races in earnest. */

/** Twenty at once on a slow machine are no fault of the programme's. */
const PATIENT = { balanceMs: 30_000, readMs: 30_000, writeMs: 30_000 };
const PARALLEL = 20;

function parallel(count: number, call: (index: number) => Promise<Answer>): Promise<Answer[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => call(index)));
}

/** How often each status came, or each error_code where there is one. */
function tally(answers: Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, body } of answers) {
    const outcome = `${body?.error_code ?? status}`;
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

describe.each(["embedded", "http", "voucherify"] as const)("at the %s programme", (provider) => {
  const loyalty = openLoyaltyShop(provider, PATIENT);

  async function expectOneOfEach(client: Client, customer: { id: number; email: string | null }) {
    const accounts = await loyalty.accountsOf(customer.email);
    expect(accounts).toHaveLength(1);
    expect((await client.get(loyaltyCard)).body.card.attributes.account_number).toBe(accounts[0]?.accountNumber);
    expect(await loyalty.shop.db.loyaltyCard.count({ where: { customerId: customer.id } })).toBe(1);
    expect(await loyalty.pending()).toEqual([]);
  }

  test("20 final submits with the right code: one account, one card, no 5xx", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const form = cardForm(customer);
    await client.post(addCard, { body: form });
    const code = await newestCode(loyalty.shop, String(customer.phone));
    const counts = tally(await parallel(PARALLEL, () => client.post(addCard, { body: { ...form, code } })));
    const { 201: joined = 0, loyalty_100_1: late = 0, sms_verification_100_4: used = 0, ...rest } = counts;
    expect(rest).toEqual({});
    expect(joined).toBeGreaterThanOrEqual(1);
    expect(joined + late + used).toBe(PARALLEL);
    expect(loyalty.calls("create")).toBe(1);
    await expectOneOfEach(client, customer);
  });

  test("20 joins without a code: one account, one card, no 5xx", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const body = cardForm(customer);
    const counts = tally(await parallel(PARALLEL, () => client.post(addCardOtp, { body })));
    const { 201: joined = 0, loyalty_100_1: late = 0, ...rest } = counts;
    expect(rest).toEqual({});
    expect(joined).toBeGreaterThanOrEqual(1);
    expect(joined + late).toBe(PARALLEL);
    expect(loyalty.calls("create")).toBe(1);
    await expectOneOfEach(client, customer);
  });

  test("20 look-ups link once", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    await loyalty.enrol(memberLike(customer));
    const body = { email: customer.email };
    const counts = tally(await parallel(PARALLEL, () => client.post(search, { body })));
    expect(counts).toEqual({ 201: 1, loyalty_100_1: PARALLEL - 1 });
    await expectOneOfEach(client, customer);
  });

  test("several instances that go on with one task at once make one account and one card", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    loyalty.intercept("create", async (proceed) => {
      await proceed();
      throw new Error("planted: a bug after the creation");
    });
    expect((await client.post(addCardOtp, { body: cardForm(customer) })).status).toBe(500);
    loyalty.intercept("create", (proceed) => proceed());
    await makeSyncDue(loyalty.shop);
    const done = await Promise.all(Array.from({ length: 5 }, () => drainJobs(loyalty.shop)));
    expect(done.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(1);
    await expectOneOfEach(client, customer);
  });

  test("parallel changes: all are answered, and in the end both sides have the same", async () => {
    const { client, customer, accountNumber } = await newMemberOf(loyalty.shop);
    const answers = await parallel(8, (index) =>
      client.post(updateCard, { body: changeTo(customer.phone, `Name ${index}`) }),
    );
    expect(tally(answers)).toEqual({ 200: 8 });
    await loyalty.resume();
    const account = await loyalty.account(accountNumber);
    expect(account?.lastName).toMatch(/^Name \d$/);
    expect((await client.get(profile)).body.last_name).toBe(account?.lastName);
    expect(await loyalty.pending()).toEqual([]);
  });

  test("a change during another one is not lost: the newer one is the last word on both sides", async () => {
    const { client, customer, accountNumber } = await newMemberOf(loyalty.shop);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let isFirst = true;
    loyalty.intercept("update", async (proceed) => {
      if (isFirst) {
        isFirst = false;
        await held;
      }
      return proceed();
    });
    const older = client.post(updateCard, { body: changeTo(customer.phone, "Older") });
    await vi.waitFor(() => expect(isFirst).toBe(false));
    const newer = client.post(updateCard, { body: changeTo(customer.phone, "Newer") });
    await vi.waitFor(async () => {
      const [job] = await loyalty.pending();
      expect(JSON.stringify(job?.payload)).toContain("Newer");
    });
    release();
    expect(tally([await older, await newer])).toEqual({ 200: 2 });
    expect(await loyalty.account(accountNumber)).toMatchObject({ lastName: "Newer" });
    expect((await client.get(profile)).body.last_name).toBe("Newer");
    expect(await loyalty.pending()).toEqual([]);
  });

  test("profiles changed in parallel reach the account as the profile is in the end", async () => {
    const { client, customer, accountNumber } = await newMemberOf(loyalty.shop);
    const answers = await parallel(6, (index) =>
      client.patch(withLoyalty, {
        body: { phone: customer.phone, date_of_birth: "1990-12-10", first_name: `Name ${index}` },
      }),
    );
    expect(tally(answers)).toEqual({ 200: 6 });
    await loyalty.resume();
    const { body } = await client.get(profile);
    expect(await loyalty.account(accountNumber)).toMatchObject({ firstName: body.first_name });
  });

  test("8 departures at once: one 204, the others 404, and the account is closed", async () => {
    const { client, accountNumber } = await newMemberOf(loyalty.shop);
    expect(tally(await parallel(8, () => client.post(deleteCard)))).toEqual({ 204: 1, 404: 7 });
    await vi.waitFor(async () => expect(await loyalty.pending()).toEqual([]));
    expect(await loyalty.account(accountNumber)).toMatchObject({ isActive: false });
  });

  test("changing and leaving at once: no 5xx, no card, nothing left to do", async () => {
    const { client, customer } = await newMemberOf(loyalty.shop);
    const [changed, left] = await Promise.all([
      client.post(updateCard, { body: changeTo(customer.phone, "Leaving") }),
      client.post(deleteCard),
    ]);
    expect([200, 404]).toContain(changed.status);
    expect(left.status).toBe(204);
    expect((await client.get(loyaltyCard)).body.card).toBeNull();
    await vi.waitFor(async () => {
      await loyalty.resume();
      expect(await loyalty.pending()).toEqual([]);
    });
  });
});

describe("two customers", () => {
  const loyalty = openLoyaltyShop("http", PATIENT);

  /** Two customers to whom the programme shows one account as their own: as if its number went from one to the other. */
  async function rivals() {
    const [one, other] = [await newShopper(loyalty.shop), await newShopper(loyalty.shop)];
    const accountNumber = await loyalty.enrol(memberLike({ phone: one.customer.phone, email: null }));
    loyalty.intercept("search", async (_proceed, criteria) => {
      const account = await loyalty.account(accountNumber);
      return [{ ...account, phone: (criteria as { phone: string }).phone }];
    });
    return { shoppers: [one, other], accountNumber };
  }

  test("who look for one account: one has it, the other gets the reply of who finds none", async () => {
    const { shoppers, accountNumber } = await rivals();
    const answers = await Promise.all(
      shoppers.map(({ client, customer }) => client.post(search, { body: { email: customer.email } })),
    );
    expect(tally(answers)).toEqual({ 201: 1, 200: 1 });
    expect(answers.find(({ status }) => status === 200)?.body).toEqual({ message: "not find remote account" });
    expect(await loyalty.shop.db.loyaltyCard.count({ where: { accountNumber } })).toBe(1);
  });

  test("who join with one account: one has it, the other is told that it is somebody else's", async () => {
    const { shoppers, accountNumber } = await rivals();
    const answers = await Promise.all(
      shoppers.map(({ client, customer }) => client.post(addCardOtp, { body: cardForm(customer) })),
    );
    expect(tally(answers)).toEqual({ 201: 1, loyalty_100_2: 1 });
    expect(await loyalty.shop.db.loyaltyCard.count({ where: { accountNumber } })).toBe(1);
    expect(loyalty.calls("create")).toBe(0);
    expect(await loyalty.pending()).toEqual([]);
  });

  test("who prove one number at once: nobody gets a 5xx, and it is one customer's afterwards", async () => {
    const phone = uniquePhone();
    const shoppers = await Promise.all(
      [0, 1].map(async () => {
        const customer = await createCustomer(loyalty.shop);
        return { customer, client: await as(loyalty.shop, customer) };
      }),
    );
    for (const { client, customer } of shoppers) {
      expect((await client.post(addCard, { body: cardForm(customer, { phone }) })).status).toBe(202);
    }
    const codes = await codesTo(loyalty.shop, phone);
    const answers = await Promise.all(
      shoppers.map(({ client, customer }, index) =>
        client.post(addCard, { body: cardForm(customer, { phone, code: codes[index] }) }),
      ),
    );
    const { 201: joined = 0, 400: refused = 0, 503: later = 0, ...rest } = tally(answers);
    expect(rest).toEqual({});
    expect(joined).toBeGreaterThanOrEqual(1);
    expect(joined + refused + later).toBe(2);
    await loyalty.resume();
    expect(await loyalty.pending()).toEqual([]);
    expect(await loyalty.shop.db.customer.count({ where: { phoneCanonical: phone } })).toBe(1);
  });
});

function changeTo(phone: string | null, last_name: string) {
  return { phone, first_name: "John", last_name, gender: "male", date_of_birth: "1990-12-10" };
}
