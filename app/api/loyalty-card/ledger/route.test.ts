import { describe, expect, test } from "vitest";
import * as loyaltyCard from "@/app/api/loyalty-card/loyalty_card/route";
import { LoyaltyUnavailableError, PROVIDER_NAMES } from "@/lib/adapters/loyalty-provider/port";
import { changeSetting } from "@/lib/settings/service";
import type { Client } from "@/lib/testing/client";
import { newMemberOf, newShopper, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import * as ledger from "./route";

/* The movements of the points: newest first, page by page. */

type Entry = { id: string; points: number; balance: number };

async function walk(client: Client, limit: number): Promise<Entry[][]> {
  const pages: Entry[][] = [];
  for (let next: string | null = ""; next !== null && pages.length < 10; ) {
    const query = new URLSearchParams({ limit: String(limit), ...(next && { before: next }) });
    const { status, body } = await client.get(ledger, { query: String(query) });
    if (status !== 200) throw new Error(`A page was answered ${status}.`);
    pages.push(body.entries);
    next = body.next;
  }
  return pages;
}

describe.each(PROVIDER_NAMES)("of the %s programme", (provider) => {
  const loyalty = openLoyaltyShop(provider);

  test("200: what there is to spend, and the entries with the balance after each", async () => {
    const { client, accountNumber } = await newMemberOf(loyalty.shop);
    await loyalty.addPoints(accountNumber, 100);
    await loyalty.addPoints(accountNumber, 50);
    const { status, body } = await client.get(ledger);
    expect({ status, keys: Object.keys(body) }).toEqual({
      status: 200,
      keys: ["points", "pending_points", "expiring", "tier", "entries", "next"],
    });
    expect({ points: body.points, next: body.next }).toEqual({ points: 150, next: null });
    expect(body.entries.map(({ points, balance }: Entry) => [points, balance])).toEqual([
      [50, 150],
      [100, 100],
    ]);
    expect(Object.keys(body.entries[0])).toEqual([
      ...["id", "at", "kind", "points", "balance", "description", "available_at", "expires_at"],
    ]);
    expect(body.entries[0].at).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/);
  });

  test("page by page: every entry once, newest first, and null at the end", async () => {
    const { client, accountNumber } = await newMemberOf(loyalty.shop);
    for (const points of [1, 2, 3, 4, 5]) await loyalty.addPoints(accountNumber, points);
    const pages = await walk(client, 2);
    expect(pages.map((page) => page.map(({ points }) => points))).toEqual([[5, 4], [3, 2], [1]]);
    expect(new Set(pages.flat().map(({ id }) => id)).size).toBe(5);
    expect(pages.flat().map(({ balance }) => balance)).toEqual([15, 10, 6, 3, 1]);
  });

  test("it freshens the card's points", async () => {
    const { client, accountNumber } = await newMemberOf(loyalty.shop);
    await client.get(loyaltyCard);
    await loyalty.addPoints(accountNumber, 25);
    await client.get(ledger);
    expect((await client.get(loyaltyCard)).body.points).toBe(25);
  });

  test("503 while it cannot be read", async () => {
    const { client } = await newMemberOf(loyalty.shop);
    loyalty.intercept("ledger", () => Promise.reject(new LoyaltyUnavailableError("planted by the test")));
    const { status, headers } = await client.get(ledger);
    expect(status).toBe(503);
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
  });

  test("a page that there is not is empty or 404, never a 5xx", async () => {
    const { client, accountNumber } = await newMemberOf(loyalty.shop);
    await loyalty.addPoints(accountNumber, 5);
    for (const before of ["nonsense", "0", "-1", "99999999999999999999", "lcrsctx_ffff.5", "%00", "'"]) {
      const { status } = await client.get(ledger, { query: `before=${encodeURIComponent(before)}` });
      expect([before, [200, 404].includes(status)]).toEqual([before, true]);
    }
  });
});

describe("of any programme", () => {
  const loyalty = openLoyaltyShop("embedded");

  test("404 without a card", async () => {
    const { client } = await newShopper(loyalty.shop);
    const { status, body } = await client.get(ledger);
    expect({ status, body }).toEqual({ status: 404, body: { detail: "Not found." } });
  });

  test("404 where the programme keeps none, or is none any more", async () => {
    const { client } = await newMemberOf(loyalty.shop);
    await changeSetting(loyalty.shop, "CUSTOMER_LOYALTY_CARD_SERVICE", null);
    expect((await client.get(ledger)).status).toBe(404);
  });

  test("what makes no sense as a limit is left to the default; more than 100 is 100", async () => {
    const { client, accountNumber } = await newMemberOf(loyalty.shop);
    for (let count = 0; count < 21; count++) await loyalty.addPoints(accountNumber, 1);
    for (const limit of ["0", "-1", "x", "1.5", "", "NaN", "1e400"]) {
      const { body } = await client.get(ledger, { query: `limit=${limit}` });
      expect([limit, body.entries.length]).toEqual([limit, 20]);
    }
    expect((await client.get(ledger, { query: "limit=101" })).body.entries).toHaveLength(21);
  });
});
