import { describe, expect, test } from "vitest";
import * as addCardOtp from "@/app/api/loyalty-card/add_loyalty_card_otp/route";
import * as loyaltyCard from "@/app/api/loyalty-card/loyalty_card/route";
import { LoyaltyUnavailableError } from "@/lib/adapters/loyalty-provider/port";
import { changeSetting } from "@/lib/settings/service";
import { retryAfter } from "@/lib/testing/challenges";
import type { Client } from "@/lib/testing/client";
import type { Fault } from "@/lib/testing/faulty-service";
import { cardForm, memberLike, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { newestCode } from "@/lib/testing/mailbox";
import * as addCard from "./route";

/* Two systems that must agree, while one of them fails: one account, one card, whatever got lost in between. */

/** What the servers call the first look-up and the creation. */
const OPERATIONS = {
  http: { search: "search", create: "create" },
  voucherify: { search: "list-customers", create: "createProgramMember" },
} as const;

const UNAVAILABLE = { detail: "The service is temporarily unavailable. Please try again." };

const NO_ANSWERS: [string, Omit<Fault, "operation">][] = [
  ["is slow", { fault: "slow", ms: 60_000 }],
  ["swallows it", { fault: "blackhole" }],
  ["answers 500", { fault: "error" }],
  ["answers garbage", { fault: "garbage" }],
  ["cuts its answer in half", { fault: "half_body" }],
  ["cuts the connection", { fault: "lost_reply" }],
];

describe.each(["http", "voucherify"] as const)("while the %s programme's server fails", (provider) => {
  const loyalty = openLoyaltyShop(provider);
  const { search, create } = OPERATIONS[provider];

  async function asked() {
    const { client, customer } = await newShopper(loyalty.shop);
    const form = cardForm(customer);
    await client.post(addCard, { body: form });
    const body = { ...form, code: await newestCode(loyalty.shop, String(customer.phone)) };
    return { client, customer, answer: () => client.post(addCard, { body }) };
  }

  async function expectOneOfEach(client: Client, email: string | null) {
    const accounts = await loyalty.accountsOf(email);
    expect(accounts).toHaveLength(1);
    const { body } = await client.get(loyaltyCard);
    expect(body.card.attributes.account_number).toBe(accounts[0]?.accountNumber);
    expect(body.card.user.attributes).toMatchObject({ has_loyalty: true, verified_user: true });
    expect(await loyalty.pending()).toEqual([]);
  }

  test.each(NO_ANSWERS)(
    "the look-up %s: 503, nothing is created, and the same code works afterwards",
    async (_name, fault) => {
      const { client, customer, answer } = await asked();
      loyalty.server.plant({ ...fault, operation: search });
      const failed = await answer();
      expect({ status: failed.status, body: failed.body }).toEqual({ status: 503, body: UNAVAILABLE });
      expect(retryAfter(failed)).toBeGreaterThan(0);
      loyalty.server.heal();
      expect(await loyalty.accountsOf(customer.email)).toEqual([]);
      expect((await client.get(loyaltyCard)).body.card).toBeNull();
      expect(await loyalty.pending()).toEqual([]);
      expect(loyalty.calls("create")).toBe(0);
      expect((await answer()).status).toBe(201);
      await expectOneOfEach(client, customer.email);
    },
  );

  test.each(NO_ANSWERS)(
    "the creation %s: 503, and the next try makes one account and one card",
    async (_name, fault) => {
      const { client, customer, answer } = await asked();
      loyalty.server.plant({ ...fault, operation: create });
      const failed = await answer();
      expect({ status: failed.status, body: failed.body }).toEqual({ status: 503, body: UNAVAILABLE });
      expect(retryAfter(failed)).toBeGreaterThan(0);
      expect((await client.get(loyaltyCard)).body.card).toBeNull();
      loyalty.server.heal();
      expect((await answer()).status).toBe(201);
      await expectOneOfEach(client, customer.email);
    },
  );

  test("the reply to the creation is lost: the retry adopts the account that is there", async () => {
    const { client, customer, answer } = await asked();
    loyalty.server.plant({ fault: "lost_reply", operation: create, times: 1 });
    expect((await answer()).status).toBe(503);
    const [made, ...others] = await loyalty.accountsOf(customer.email);
    expect(others).toEqual([]);
    const { status, body } = await answer();
    expect({ status, number: body.card.attributes.account_number }).toEqual({
      status: 201,
      number: made?.accountNumber,
    });
    await expectOneOfEach(client, customer.email);
  });

  test("the reply is lost and the customer does not come back: the shop goes on by itself", async () => {
    const { client, customer, answer } = await asked();
    loyalty.server.plant({ fault: "lost_reply", operation: create, times: 1 });
    await answer();
    expect(await loyalty.resume()).toBe(1);
    await expectOneOfEach(client, customer.email);
  });

  test("the answer to the creation is about somebody else: refused, and never linked", async () => {
    const { client, customer, answer } = await asked();
    loyalty.server.plant({ fault: "other_account", operation: create, times: 1 });
    const failed = await answer();
    expect({ status: failed.status, body: failed.body }).toEqual({ status: 503, body: UNAVAILABLE });
    expect((await client.get(loyaltyCard)).body.card).toBeNull();
    expect((await answer()).status).toBe(201);
    await expectOneOfEach(client, customer.email);
  });

  test("the answer to the look-up is about somebody else: refused, and nothing is created", async () => {
    const { customer, answer } = await asked();
    await loyalty.enrol(memberLike(customer));
    loyalty.server.plant({ fault: "other_account", operation: search });
    expect((await answer()).status).toBe(503);
    expect(loyalty.calls("create")).toBe(0);
    loyalty.server.heal();
    expect(await loyalty.accountsOf(customer.email)).toHaveLength(1);
  });

  test("the process dies between the creation there and the card here: the next one goes on", async () => {
    const { client, customer, answer } = await asked();
    const made = new Promise<void>((resolve) => {
      loyalty.intercept("create", async (proceed) => {
        await proceed();
        resolve();
        // Nobody lives to hear of it: the claim stays.
        return new Promise(() => {});
      });
    });
    void answer();
    await made;
    loyalty.intercept("create", (proceed) => proceed());
    expect((await client.get(loyaltyCard)).body.card).toBeNull();
    const [job] = await loyalty.pending();
    expect(job?.claimedUntil?.getTime()).toBeLessThanOrEqual(Date.now() + 30_000);
    expect(await loyalty.resume()).toBe(1);
    await expectOneOfEach(client, customer.email);
  });

  test("503 also for the breaker that is open, and the server is left in peace", async () => {
    const tries = await Promise.all(Array.from({ length: 5 }, () => asked()));
    loyalty.server.plant({ fault: "error" });
    for (const { answer } of tries) expect((await answer()).status).toBe(503);
    const before = { ...loyalty.server.calls };
    const { customer, answer } = await asked();
    expect((await answer()).status).toBe(503);
    expect(loyalty.server.calls).toEqual(before);
    loyalty.server.heal();
    expect(await loyalty.accountsOf(customer.email)).toEqual([]);
  });
});

describe("whatever fails on our side", () => {
  const loyalty = openLoyaltyShop("http");

  test("503 without the secret of the programme, and the code works once it is there", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    const form = cardForm(customer);
    await client.post(addCard, { body: form });
    const body = { ...form, code: await newestCode(loyalty.shop, String(customer.phone)) };
    await changeSetting(loyalty.shop, "CUSTOMER_LOYALTY_CARD_SERVICE", {
      provider: "http",
      base_url: loyalty.server.url,
      secret: { env: "TEST_LOYALTY_NOT_SET" },
    });
    const { status, body: said } = await client.post(addCard, { body });
    expect({ status, said }).toEqual({ status: 503, said: UNAVAILABLE });
    await loyalty.configure({});
    expect((await client.post(addCard, { body })).status).toBe(201);
  });

  test("a task that cannot be done keeps no other waiting, and is not forgotten", async () => {
    const [one, other] = [await newShopper(loyalty.shop), await newShopper(loyalty.shop)];
    loyalty.intercept("search", () => Promise.reject(new Error("planted: a bug")));
    for (const { client, customer } of [one, other]) {
      expect((await client.post(addCardOtp, { body: cardForm(customer) })).status).toBe(500);
    }
    loyalty.intercept("search", (proceed, criteria) =>
      (criteria as { email: string }).email === one.customer.email
        ? Promise.reject(new Error("planted: a bug"))
        : proceed(),
    );
    expect(await loyalty.resume()).toBe(1);
    expect((await other.client.get(loyaltyCard)).body.card).not.toBeNull();
    loyalty.intercept("search", (proceed) => proceed());
    expect(await loyalty.resume()).toBe(1);
    expect((await one.client.get(loyaltyCard)).body.card).not.toBeNull();
  });

  test("tries grow rarer, and never stop", async () => {
    const { client, customer } = await newShopper(loyalty.shop);
    loyalty.intercept("create", () => Promise.reject(new LoyaltyUnavailableError("planted by the test")));
    await client.post(addCardOtp, { body: cardForm(customer) });
    const delays: number[] = [];
    for (let time = 0; time < 9; time++) {
      await loyalty.resume();
      const [job] = await loyalty.pending();
      delays.push(Math.round(((job?.runAt.getTime() ?? 0) - Date.now()) / 1000));
    }
    expect(delays.every((delay, index) => delay >= (delays[index - 1] ?? 0) - 2)).toBe(true);
    expect(delays.at(-1)).toBeGreaterThan(500);
    expect(delays.at(-1)).toBeLessThanOrEqual(600);
  });
});
