import { expect, test } from "vitest";
import * as balance from "@/app/api/account/loyalty-account-balance/route";
import { newMemberOf, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import * as history from "./route";

/* The points as the first platform's client reads them. */

const loyalty = openLoyaltyShop("embedded");

test("200: the balance is a number, and the movements are amounts with two decimals, newest first", async () => {
  const { client, accountNumber } = await newMemberOf(loyalty.shop);
  await loyalty.addPoints(accountNumber, 12);
  await loyalty.addPoints(accountNumber, 30);
  expect((await client.get(balance)).body).toEqual({ balance: 42 });
  const { body } = await client.get(history);
  expect(body.count).toBe(2);
  const date = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{6}Z$/);
  expect(body.results).toEqual(
    ["30.00", "12.00"].map((amount) => ({ amount, created_date: date, transaction: { created_date: date } })),
  );
});

test("200: all movements in one piece, by one request for each page of the programme", async () => {
  const { client, accountNumber } = await newMemberOf(loyalty.shop);
  for (let points = 1; points <= 101; points++) await loyalty.addPoints(accountNumber, points);
  const asked = loyalty.allCalls();
  const { count, results } = (await client.get(history)).body;
  expect([count, results.length, results[0].amount, results[100].amount]).toEqual([101, 101, "101.00", "1.00"]);
  expect(loyalty.allCalls() - asked).toBe(2);
});

test("200 without a card: no points, no movements", async () => {
  const { client } = await newShopper(loyalty.shop);
  expect((await client.get(balance)).body).toEqual({ balance: 0 });
  expect((await client.get(history)).body).toEqual({ count: 0, results: [] });
});

test("404 for a card of a programme that the store no longer has", async () => {
  const { client } = await newMemberOf(loyalty.shop);
  await loyalty.closeProgramme();
  expect((await client.get(history)).status).toBe(404);
});

test("503 while the movements cannot be read; the balance is the last known", async () => {
  const { client, accountNumber } = await newMemberOf(loyalty.shop);
  await loyalty.addPoints(accountNumber, 12);
  await client.get(balance);
  loyalty.fail("ledger");
  expect((await client.get(history)).status).toBe(503);
  expect((await client.get(balance)).body).toEqual({ balance: 12 });
});
