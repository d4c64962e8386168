import { describe, expect, test } from "vitest";
import * as loyaltyCard from "@/app/api/loyalty-card/loyalty_card/route";
import { changeSetting } from "@/lib/settings/service";
import { retryAfter } from "@/lib/testing/challenges";
import type { Answer, Client } from "@/lib/testing/client";
import { cardForm, memberLike, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import { newestCode } from "@/lib/testing/mailbox";
import * as addCard from "./route";

/*
 * Two systems must agree while one of them fails: one account, one card, whatever got lost in between. Malicious answers
 * are proved with the adapters and their guard, retries with lib/platform/jobs, a killed process by
 * e2e/server/loyalty-durability.spec.ts.
 */

const loyalty = openLoyaltyShop("http");

async function asked() {
  const { client, customer, phone } = await newShopper(loyalty.shop);
  const form = cardForm(customer);
  await client.post(addCard, { body: form });
  const body = { ...form, code: await newestCode(loyalty.shop, phone) };
  return { client, customer, submit: () => client.post(addCard, { body }) };
}

async function expectUnavailable(submitting: Promise<Answer>, client: Client) {
  const answer = await submitting;
  const detail = "The service is temporarily unavailable. Please try again.";
  expect(answer).toMatchObject({ status: 503, body: { detail } });
  expect(retryAfter(answer)).toBeGreaterThan(0);
  expect((await client.get(loyaltyCard)).body.card).toBeNull();
}

async function expectOneOfEach(client: Client, email: string | null) {
  const accounts = await loyalty.accountsOf(email);
  expect(accounts).toHaveLength(1);
  const { card } = (await client.get(loyaltyCard)).body;
  expect(card.attributes.account_number).toBe(accounts[0]?.accountNumber);
  expect(card.user.attributes).toMatchObject({ has_loyalty: true, verified_user: true });
  expect(await loyalty.pending()).toEqual([]);
}

describe("503, and the same code works afterwards", () => {
  test("when the look-up fails: nothing is created, here or there", async () => {
    const { client, customer, submit } = await asked();
    loyalty.server.plant({ fault: "error", operation: "search" });
    await expectUnavailable(submit(), client);
    loyalty.server.heal();
    expect(await loyalty.accountsOf(customer.email)).toEqual([]);
    expect(await loyalty.pending()).toEqual([]);
    expect(loyalty.calls("create")).toBe(0);
    expect((await submit()).status).toBe(201);
    await expectOneOfEach(client, customer.email);
  });

  test("when the look-up is answered with somebody else's account", async () => {
    const { client, customer, submit } = await asked();
    await loyalty.enrol(memberLike(customer));
    loyalty.server.plant({ fault: "other_account", operation: "search" });
    await expectUnavailable(submit(), client);
    expect(loyalty.calls("create")).toBe(0);
    loyalty.server.heal();
    expect((await submit()).status).toBe(201);
    await expectOneOfEach(client, customer.email);
  });

  test("when the response to the creation is lost: the retry adopts the account that is there", async () => {
    const { client, customer, submit } = await asked();
    loyalty.server.plant({ fault: "lost_response", operation: "create", times: 1 });
    await expectUnavailable(submit(), client);
    expect(await loyalty.accountsOf(customer.email)).toHaveLength(1);
    expect((await submit()).status).toBe(201);
    await expectOneOfEach(client, customer.email);
  });

  test("when the secret of the programme is not in the environment", async () => {
    const { client, customer, submit } = await asked();
    const setting = { provider: "http", base_url: loyalty.server.url, secret: { env: "TEST_LOYALTY_NOT_SET" } };
    await changeSetting(loyalty.shop, "CUSTOMER_LOYALTY_CARD_SERVICE", setting);
    await expectUnavailable(submit(), client);
    await loyalty.configure({});
    expect((await submit()).status).toBe(201);
    await expectOneOfEach(client, customer.email);
  });
});

test("the card follows by itself when the response is lost and the customer does not come back", async () => {
  const { client, customer, submit } = await asked();
  loyalty.server.plant({ fault: "lost_response", operation: "create", times: 1 });
  await expectUnavailable(submit(), client);
  expect(await loyalty.resume()).toBe(1);
  await expectOneOfEach(client, customer.email);
});
