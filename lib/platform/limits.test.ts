import { randomBytes } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parseEnv } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { createLimits, type LimitName, type Limits } from "@/lib/platform/limits";
import { passTime } from "@/lib/testing/challenges";
import { openShop, type Shop } from "@/lib/testing/shop";

/** Five points in an hour, twenty in an hour, two in a minute. */
const [HOUR, BLOCK, BURST] = ["smsPerPhoneInHour", "smsPerBlockInHour", "smsBurstPerPhone"] as const;

let shop: Shop;
let limits: Limits;
beforeAll(async () => {
  shop = await openShop();
  limits = createLimits(shop.db, { ...parseEnv({}), SMS_PER_PHONE_HOUR: 5, SMS_PER_BLOCK_HOUR: 20 });
});
/** The test's own. */
let key: string;
beforeEach(() => {
  key = randomBytes(12).toString("hex");
});

async function expectThrottled(attempt: Promise<unknown>, name: LimitName, seconds: { above: number }) {
  const error = await attempt.catch((thrown: unknown) => thrown);
  if (!(error instanceof AppError)) throw new Error("It passed.");
  expect([error.code, error.values.limit]).toEqual(["throttled", name]);
  expect(error.retryAfterSeconds).toBeGreaterThan(seconds.above);
  expect(error.retryAfterSeconds).toBeLessThanOrEqual(3600);
}

async function take(name: LimitName, count: number) {
  for (let index = 0; index < count; index++) await limits.consume(name, key);
}

async function takenOf(...names: LimitName[]): Promise<number[]> {
  const rows = await Promise.all(
    names.map((name) => shop.db.rateLimit.findUnique({ where: { key: `${name}:${key}` } })),
  );
  return rows.map((row) => row?.points ?? 0);
}

describe("consumeAll", () => {
  test("takes one point of each and tells how many are left", async () => {
    const taken = await limits.consumeAll([
      [HOUR, key],
      [BLOCK, key],
    ]);
    expect([taken.left(HOUR), taken.left(BLOCK), taken.secondsToNext()]).toEqual([4, 19, 0]);
    expect(await takenOf(HOUR, BLOCK)).toEqual([1, 1]);
  });

  test("takes none at all when one of them has none left, and names that one with the seconds to wait", async () => {
    await take(HOUR, 5);
    const attempt = limits.consumeAll([
      [BLOCK, key],
      [HOUR, key],
      ["smsPerPhoneInDay", key],
    ]);
    await expectThrottled(attempt, HOUR, { above: 3500 });
    expect(await takenOf(BLOCK, HOUR, "smsPerPhoneInDay")).toEqual([0, 5, 0]);
  });

  test("tells after how long the fullest of them has a point again, and refunds all of them", async () => {
    await take(HOUR, 4);
    const taken = await limits.consumeAll([
      [HOUR, key],
      [BLOCK, key],
    ]);
    expect(taken.left(HOUR)).toBe(0);
    expect(taken.secondsToNext()).toBeGreaterThan(3500);
    expect(taken.secondsToNext()).toBeLessThanOrEqual(3600);
    await taken.refund();
    expect(await takenOf(HOUR, BLOCK)).toEqual([4, 0]);
  });

  test("lets exactly as many of 30 at once pass as there are points", async () => {
    const attempts = await Promise.allSettled(Array.from({ length: 30 }, () => limits.consumeAll([[HOUR, key]])));
    expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
    expect(await takenOf(HOUR)).toEqual([5]);
  });
});

test("assertLeft takes nothing, and throttles exactly when the next point would be", async () => {
  for (let index = 0; index < 5; index++) {
    await limits.assertLeft([[HOUR, key]]);
    await take(HOUR, 1);
  }
  await expectThrottled(limits.assertLeft([[HOUR, key]]), HOUR, { above: 3500 });
  expect(await takenOf(HOUR)).toEqual([5]);
  await passTime(shop, 3600);
  await limits.assertLeft([[HOUR, key]]);
});

describe("pause", () => {
  const attempt = () => limits.consumeAll([[BURST, key]]);

  test("lets nobody pass for a whole window, and attempts meanwhile do not lengthen it", async () => {
    await take(BURST, 1);
    await passTime(shop, 50);
    await limits.pause(BURST, key);
    await expectThrottled(attempt(), BURST, { above: 50 });
    await passTime(shop, 30);
    for (let index = 0; index < 5; index++) await expectThrottled(attempt(), BURST, { above: 0 });
    await passTime(shop, 30);
    await attempt();
  });

  test("is not shortened by points that are refunded", async () => {
    await take(BURST, 1);
    await attempt();
    await limits.pause(BURST, key);
    for (let index = 0; index < 4; index++) await expectThrottled(attempt(), BURST, { above: 0 });
    await expectThrottled(limits.consume(BURST, key), BURST, { above: 0 });
  });
});

test("refund never makes more points than there are", async () => {
  await limits.refund(HOUR, key);
  await take(HOUR, 1);
  for (let index = 0; index < 3; index++) await limits.refund(HOUR, key);
  expect(await takenOf(HOUR)).toEqual([0]);
  await take(HOUR, 5);
  await expectThrottled(limits.consume(HOUR, key), HOUR, { above: 3500 });
});
