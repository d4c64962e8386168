import { describe, expect, test } from "vitest";
import * as addCardOtp from "@/app/api/loyalty-card/add_loyalty_card_otp/route";
import * as deleteCard from "@/app/api/loyalty-card/delete_loyalty/route";
import * as search from "@/app/api/loyalty-card/search_exists_create/route";
import {
  type LoyaltyAccount,
  LoyaltyRefusedError,
  LoyaltyUnavailableError,
} from "@/lib/adapters/loyalty-provider/port";
import { loyaltyJobs, queueProfileSync } from "@/lib/loyalty/sync-service";
import { claimJob } from "@/lib/platform/jobs/store";
import { deleteDueAccounts } from "@/lib/testing/deletions";
import { cardForm, memberLike, newMemberOf, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { eventually } from "@/lib/testing/mailbox";

/*
 * A customer is deleted while joining: in the end no account of theirs is open there, whatever got lost in between, and none
 * is closed that was never theirs here. How jobs are claimed and retried is proved in lib/platform/jobs.
 */

const down = () => Promise.reject(new LoyaltyUnavailableError("planted by the test"));
/** Nobody lives to hear of it: the claim stays. */
const die = () => new Promise<never>(() => {});

test("no job of the programme is ever given up by itself: it may be down for days", () => {
  expect(Object.values(loyaltyJobs).map(({ maxAttempts }) => maxAttempts)).toEqual([undefined, undefined, undefined]);
});

describe("a join, and an update", () => {
  const loyalty = openLoyaltyShop("embedded");

  /** @returns how the run ended */
  async function runPending() {
    const [pending] = await loyalty.pending();
    const job = pending ? await claimJob(loyalty.shop.db, pending.id) : "gone";
    if (typeof job === "string" || "giveUp" in job) throw new Error("There is no job to run.");
    return loyaltyJobs[job.kind]?.run(loyalty.shop, job);
  }

  test("is completed in the transaction that makes its result true", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    loyalty.fail("create");
    expect((await client.post(addCardOtp, { body: cardForm(customer) })).status).toBe(503);
    loyalty.heal("create");
    expect(await runPending()).toBe("completed");
    await loyalty.shop.db.$transaction((transaction) => queueProfileSync(transaction, customer));
    expect(await runPending()).toBe("completed");
    expect(await loyalty.pending()).toEqual([]);
  });
});

/** One that erases and one that only closes; what else differs between programmes, their contract test proves. */
describe.each(["embedded", "http"] as const)("a customer deleted while joining the %s programme", (provider) => {
  const loyalty = openLoyaltyShop(provider);
  const close = provider === "embedded" ? "erase" : "deactivate";

  const isOpen = async (accountNumber: string) => (await loyalty.account(accountNumber))?.isActive;

  async function deleteNow({ id }: { id: number }): Promise<void> {
    const { db } = loyalty.shop;
    await db.customer.update({ where: { id }, data: { deletionDueAt: new Date(Date.now() - 60_000) } });
    await deleteDueAccounts(loyalty.shop);
    expect(await db.customer.count({ where: { id } })).toBe(0);
  }

  /** Lets the next creation happen over there, and something else before its reply. @returns its account */
  function afterCreation(happens: () => Promise<unknown>): Promise<LoyaltyAccount> {
    return new Promise((resolve) => {
      loyalty.intercept("create", async (proceed) => {
        const account = (await proceed()) as LoyaltyAccount;
        loyalty.intercept("create", (again) => again());
        resolve(account);
        await happens();
        return account;
      });
    });
  }

  async function expectClosed(accountNumber: string, email: string | null): Promise<void> {
    expect(await isOpen(accountNumber)).toBe(false);
    expect((await loyalty.accountsOf(email)).filter(({ isActive }) => isActive)).toEqual([]);
    expect(await loyalty.pending()).toEqual([]);
    expect(await loyalty.shop.db.loyaltyCard.count({ where: { accountNumber } })).toBe(0);
  }

  test("has the account closed when the reply to its creation was lost", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const made = afterCreation(down);
    expect((await client.post(addCardOtp, { body: cardForm(customer) })).status).toBe(503);
    const { accountNumber } = await made;
    await deleteNow(customer);
    expect(await isOpen(accountNumber)).toBe(true);
    expect(await loyalty.resume()).toBe(1);
    await expectClosed(accountNumber, customer.email);
  });

  test("has the account closed when the process died after creating it", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const made = afterCreation(die);
    void client.post(addCardOtp, { body: cardForm(customer) });
    const { accountNumber } = await made;
    await deleteNow(customer);
    expect(await loyalty.resume()).toBe(1);
    await expectClosed(accountNumber, customer.email);
  });

  test("has the account closed at once when it was being created", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const made = afterCreation(() => deleteNow(customer));
    expect((await client.post(addCardOtp, { body: cardForm(customer) })).status).toBe(503);
    await expectClosed((await made).accountNumber, customer.email);
  });

  test("has the account closed when the process dies again before it is", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const made = afterCreation(down);
    await client.post(addCardOtp, { body: cardForm(customer) });
    const { accountNumber } = await made;
    await deleteNow(customer);
    const told = new Promise<void>((resolve) => {
      loyalty.intercept(close, () => {
        resolve();
        return die();
      });
    });
    void loyalty.resume();
    await told;
    loyalty.intercept(close, (proceed) => proceed());
    expect(await loyalty.resume()).toBe(1);
    await expectClosed(accountNumber, customer.email);
  });

  test("leaves no more data than it takes while the programme is down, and has the account closed then", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const made = afterCreation(down);
    await client.post(addCardOtp, { body: cardForm(customer) });
    const { accountNumber } = await made;
    await deleteNow(customer);
    loyalty.intercept("create", down);
    for (let time = 0; time < 4; time++) expect(await loyalty.resume()).toBe(0);
    expect(await loyalty.pending()).toMatchObject([
      { key: null, payload: { member: { email: customer.email }, joining: null } },
    ]);
    loyalty.intercept("create", (proceed) => proceed());
    loyalty.intercept(close, down);
    await loyalty.resume();
    expect(await loyalty.pending()).toMatchObject([
      { kind: "loyalty.close", payload: { accountNumber, erases: true } },
    ]);
    loyalty.intercept(close, (proceed) => proceed());
    expect(await loyalty.resume()).toBe(1);
    await expectClosed(accountNumber, customer.email);
  });

  test("leaves nothing to do when the programme refused the creation", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    loyalty.intercept("create", down);
    await client.post(addCardOtp, { body: cardForm(customer) });
    await deleteNow(customer);
    loyalty.intercept("create", () => Promise.reject(new LoyaltyRefusedError("planted by the test")));
    expect(await loyalty.resume()).toBe(1);
    expect(loyalty.calls(close)).toBe(0);
    expect(await loyalty.accountsOf(customer.email)).toEqual([]);
    expect(await loyalty.pending()).toEqual([]);
  });

  test("has no account created when the programme has not heard of them yet", async () => {
    const [waiting, asking] = [await newShopper(loyalty.shop), await newShopper(loyalty.shop)];
    loyalty.intercept("search", () => Promise.reject(new Error("planted: a bug")));
    expect((await waiting.client.post(addCardOtp, { body: cardForm(waiting.customer) })).status).toBe(500);
    await deleteNow(waiting.customer);
    // The other one while their account is being looked for.
    loyalty.intercept("search", async (proceed) => {
      const accounts = await proceed();
      await deleteNow(asking.customer);
      return accounts;
    });
    expect((await asking.client.post(addCardOtp, { body: cardForm(asking.customer) })).status).toBe(503);
    expect(await loyalty.pending()).toEqual([]);
    expect(await loyalty.resume()).toBe(0);
    expect(loyalty.calls("create")).toBe(0);
  });

  test("keeps an account open that they had from elsewhere and that was not linked yet", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const accountNumber = await loyalty.enrol(memberLike(customer));
    loyalty.intercept("read", async (proceed) => {
      const account = await proceed();
      await deleteNow(customer);
      return account;
    });
    expect((await client.post(addCardOtp, { body: cardForm(customer) })).status).toBe(503);
    expect(await isOpen(accountNumber)).toBe(true);
    expect(await loyalty.pending()).toEqual([]);
    const other = await newShopper(loyalty.shop);
    const theirs = await loyalty.enrol(memberLike(other.customer));
    loyalty.intercept("read", async (proceed) => {
      const account = await proceed();
      await deleteNow(other.customer);
      return account;
    });
    expect((await other.client.post(search, { body: { email: other.customer.email } })).status).toBe(401);
    expect(await isOpen(theirs)).toBe(true);
  });

  test.each([
    ["joining", addCardOtp],
    ["linking", search],
  ])("has a pending closure carried out when the process died while %s had claimed it", async (_way, endpoint) => {
    const { client, customer, accountNumber } = await newMemberOf(loyalty.shop);
    loyalty.intercept("deactivate", down);
    expect((await client.post(deleteCard)).status).toBe(204);
    await eventually(async () => expect(await loyalty.pending()).toMatchObject([{ attempts: 1, claimedUntil: null }]));
    const read = new Promise<void>((resolve) => {
      loyalty.intercept("read", () => {
        resolve();
        return die();
      });
    });
    void client.post(endpoint, { body: endpoint === search ? { email: customer.email } : cardForm(customer) });
    await read;
    loyalty.intercept("read", (proceed) => proceed());
    await deleteNow(customer);
    loyalty.intercept("deactivate", (proceed) => proceed());
    expect(await loyalty.resume()).toBe(1);
    await expectClosed(accountNumber, customer.email);
  });

  test("has no account open in the end when joining, leaving and deleting happen at once", async () => {
    const shoppers = await Promise.all(Array.from({ length: 8 }, () => newShopper(loyalty.shop)));
    for (const { customer } of shoppers) {
      const deletionDueAt = new Date(Date.now() - 60_000);
      await loyalty.shop.db.customer.update({ where: { id: customer.id }, data: { deletionDueAt } });
    }
    const everybody = shoppers.map(({ client, customer }) => client.post(addCardOtp, { body: cardForm(customer) }));
    await Promise.all([everybody[0], ...shoppers.slice(4).map(({ client }) => client.post(deleteCard))]);
    await deleteDueAccounts(loyalty.shop);
    await Promise.all(everybody);
    await deleteDueAccounts(loyalty.shop);
    await eventually(async () => {
      await loyalty.resume();
      expect(await loyalty.pending()).toEqual([]);
    });
    for (const { customer } of shoppers) {
      expect(await loyalty.shop.db.customer.count({ where: { id: customer.id } })).toBe(0);
      expect((await loyalty.accountsOf(customer.email)).filter(({ isActive }) => isActive)).toEqual([]);
    }
  });

  test("keeps the account when they register again and link it in time", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const made = afterCreation(down);
    await client.post(addCardOtp, { body: cardForm(customer) });
    const { accountNumber } = await made;
    await deleteNow(customer);
    const { phone, email } = customer;
    const again = await newShopper(loyalty.shop, { phone, email: String(email) });
    const answer = await again.client.post(addCardOtp, { body: cardForm(again.customer) });
    expect(answer.body.card.attributes.account_number).toBe(accountNumber);
    await loyalty.resume();
    expect(await loyalty.pending()).toEqual([]);
    expect(await isOpen(accountNumber)).toBe(true);
  });
});
