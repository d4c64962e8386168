import { describe, expect, test } from "vitest";
import * as loyaltyCard from "@/app/api/loyalty-card/loyalty_card/route";
import { ledgerQuery } from "@/lib/loyalty/schema";
import { statusAndBody } from "@/lib/testing/client";
import { newMemberOf, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import * as ledger from "./route";

/* The movements of the points; every-provider.test.ts has them page by page. */

const loyalty = openLoyaltyShop("embedded");

describe("200", () => {
  test("the balance and its entries, keys in order, and the card has the fresh points too", async () => {
    const { client, accountNumber } = await newMemberOf(loyalty.shop);
    await client.get(loyaltyCard);
    await loyalty.addPoints(accountNumber, 25);
    const { body } = await client.get(ledger);
    expect(Object.keys(body)).toEqual([
      "points",
      "owed_points",
      "pending_points",
      "expiring",
      "tier",
      "entries",
      "next",
    ]);
    expect(body.entries.map(Object.keys)).toEqual([
      ["id", "at", "kind", "points", "balance", "description", "available_at", "expires_at"],
    ]);
    expect((await client.get(loyaltyCard)).body.points).toBe(25);
  });

  test.each([
    ["", 20],
    ["limit=1", 1],
    ["limit=100", 100],
  ])("for %j: a page of %i", (query, limit) => {
    expect(ledgerQuery.parse(Object.fromEntries(new URLSearchParams(query)))).toEqual({ limit });
  });
});

describe("400 on the parameter that means nothing", () => {
  test.each(["abc", "0", "-1", "1.5", "1e2", "101", "100000", "", "0x10", " 5"])("limit=%s", async (limit) => {
    const { client } = await newMemberOf(loyalty.shop);
    const answer = await client.get(ledger, { query: new URLSearchParams({ limit }).toString() });
    expect(statusAndBody(answer)).toEqual({ status: 400, body: { limit: ["Enter a whole number from 1 to 100."] } });
  });

  test.each(["", "a b", "'", "x".repeat(201), "no-such-page"])("before=%s", async (before) => {
    const { client } = await newMemberOf(loyalty.shop);
    const answer = await client.get(ledger, { query: new URLSearchParams({ before }).toString() });
    expect(statusAndBody(answer)).toEqual({ status: 400, body: { before: ["This value is not valid."] } });
  });
});

test("404 without a card, and where the shop has no programme any more", async () => {
  const notFound = { status: 404, body: { detail: "Not found." } };
  expect(await (await newShopper(loyalty.shop)).client.get(ledger)).toMatchObject(notFound);
  const { client } = await newMemberOf(loyalty.shop);
  await loyalty.closeProgramme();
  expect(await client.get(ledger)).toMatchObject(notFound);
});

test("503 while it cannot be read", async () => {
  const { client } = await newMemberOf(loyalty.shop);
  loyalty.fail("ledger");
  const { status, headers } = await client.get(ledger);
  expect([status, Number(headers.get("retry-after")) > 0]).toEqual([503, true]);
});
