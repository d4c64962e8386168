import { afterAll, describe, expect, test } from "vitest";
import * as profile from "@/app/api/users/profile/route";
import { setDeps } from "@/lib/deps";
import { API_MESSAGES } from "@/lib/platform/i18n/translate";
import type { Fault } from "@/lib/testing/faulty-service";
import { readableLog } from "@/lib/testing/log-lines";
import { newMemberOf, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import * as loyaltyCard from "./route";

/* What a customer sees of his points while the programme's server misbehaves, over real connections. */

const UNREADABLE = API_MESSAGES.en.notes.points_unavailable;
/** By the contract; what a busy test machine adds is not the shop's. */
const ANSWER_MS = 3000;
const MACHINE_MS = 1000;
/** Failures in a row that open the breaker; each answer makes two calls. */
const FAILURES = 5;

const FAULTS: [string, Fault][] = [
  ["is slow", { fault: "slow", ms: 60_000 }],
  ["swallows every call", { fault: "blackhole" }],
  ["answers 500", { fault: "error" }],
  ["answers 429", { fault: "error", status: 429 }],
  ["answers the page of a hotel's network", { fault: "garbage" }],
  ["cuts its answers in half", { fault: "half_body" }],
  ["cuts the connection", { fault: "lost_reply" }],
  ["redirects", { fault: "redirect" }],
  ["answers with somebody else's account", { fault: "other_account" }],
  ["has negative points", { fault: "negative_points" }],
  ["has points in words", { fault: "textual_points" }],
  ["has parts of points", { fault: "fractional_points" }],
];

describe.each(["http", "voucherify"] as const)("while the %s programme's server misbehaves", (provider) => {
  const loyalty = openLoyaltyShop(provider);
  afterAll(() => loyalty.server.heal());

  test.each(FAULTS)(
    "%s: 200 within 3 s, with the card, 0 points and a word; well again, it is forgotten",
    async (_name, fault) => {
      const { client, accountNumber, card } = await newMemberOf(loyalty.shop);
      await loyalty.addPoints(accountNumber, 120);
      loyalty.server.plant(fault);
      const before = performance.now();
      const { status, body, headers } = await client.get(loyaltyCard);
      expect(performance.now() - before).toBeLessThan(ANSWER_MS + MACHINE_MS);
      expect({ status, points: body.points, errors: body.errors }).toEqual({
        status: 200,
        points: 0,
        errors: UNREADABLE,
      });
      expect(body.card.attributes).toEqual(card.attributes);
      expect(JSON.stringify(body)).not.toMatch(/Somebody|Else|R9000000000|-5|hotel/);
      expect(headers.get("cache-control")).toBe("no-store");
      loyalty.server.heal();
      expect((await client.get(loyaltyCard)).body).toMatchObject({ points: 120, errors: null });
    },
  );

  test("one bad answer is not even seen: a reading is tried a second time", async () => {
    const { client, accountNumber } = await newMemberOf(loyalty.shop);
    await loyalty.addPoints(accountNumber, 33);
    loyalty.server.plant({ fault: "error", times: 1 });
    expect((await client.get(loyaltyCard)).body).toMatchObject({ points: 33, errors: null });
  });

  test("the last known points are shown with the word, and are not kept as fresh ones", async () => {
    const { client, accountNumber, customer } = await newMemberOf(loyalty.shop);
    await loyalty.addPoints(accountNumber, 70);
    await client.get(loyaltyCard);
    await loyalty.shop.db.loyaltyCard.update({ where: { customerId: customer.id }, data: { pointsAt: new Date(0) } });
    loyalty.server.plant({ fault: "other_account" });
    expect((await client.get(loyaltyCard)).body).toMatchObject({ points: 70, errors: UNREADABLE });
    const row = await loyalty.shop.db.loyaltyCard.findUniqueOrThrow({ where: { customerId: customer.id } });
    expect(row).toMatchObject({ points: 70, pointsAt: new Date(0) });
  });

  test("after repeated failures the breaker answers, and the server is left in peace", async () => {
    const { client } = await newMemberOf(loyalty.shop);
    loyalty.server.plant({ fault: "error" });
    for (let time = 0; time < FAILURES; time++) await client.get(loyaltyCard);
    const before = sum(loyalty.server.calls);
    for (let time = 0; time < 20; time++) {
      expect(await client.get(loyaltyCard)).toMatchObject({ status: 200, body: { points: 0, errors: UNREADABLE } });
    }
    expect(sum(loyalty.server.calls)).toBe(before);
  });

  test("the profile does not wait for it, and does not even ask", async () => {
    const { client } = await newMemberOf(loyalty.shop);
    loyalty.server.plant({ fault: "blackhole" });
    const before = loyalty.allCalls();
    expect((await client.get(profile)).status).toBe(200);
    expect((await client.patch(profile, { body: { first_name: "Jane" } })).status).toBe(200);
    expect(loyalty.allCalls()).toBe(before);
  });

  test("what failed is in the log, without the member's data and without a secret", async () => {
    const { log, lines, text } = readableLog();
    const { client, customer, accountNumber } = await newMemberOf(loyalty.shop);
    setDeps({ ...loyalty.shop, log });
    loyalty.server.plant({ fault: "error" });
    await client.get(loyaltyCard);
    expect(lines().map(({ msg }) => msg)).toContain("the points could not be read");
    const secrets = [process.env.TEST_LOYALTY_SECRET, customer.email, customer.phone, accountNumber];
    for (const secret of secrets) expect(text()).not.toContain(secret);
  });
});

function sum(calls: Record<string, number>): number {
  return Object.values(calls).reduce((total, count) => total + count, 0);
}
