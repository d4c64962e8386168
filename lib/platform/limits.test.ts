import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { parseEnv } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { createLimits, type LimitName, type Limits } from "@/lib/platform/limits";
import { passTime } from "@/lib/testing/challenges";
import { openShop, type Shop } from "@/lib/testing/shop";

let shop: Shop;
let limits: Limits;
beforeAll(async () => {
  shop = await openShop();
  limits = createLimits(shop.db, { ...parseEnv({}), SMS_PER_PHONE_HOUR: 5, SMS_PER_BLOCK_HOUR: 20 });
});

const uniqueKey = () => randomBytes(12).toString("hex");

async function refusalOf(attempt: Promise<unknown>): Promise<AppError> {
  const refusal: unknown = await attempt.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(refusal instanceof AppError)) throw new Error("It was not refused.");
  expect(refusal.code).toBe("throttled");
  return refusal;
}

async function pointsOf(name: LimitName, key: string): Promise<number> {
  return (await shop.db.rateLimit.findUnique({ where: { key: `${name}:${key}` } }))?.points ?? 0;
}

describe("the numbers", () => {
  test("are those of the rules, unless the environment says otherwise", () => {
    expect(parseEnv({})).toMatchObject({
      SMS_BURST_PER_PHONE: 2,
      SMS_GAP_SECONDS: 60,
      SMS_PER_PHONE_10_MINUTES: 3,
      SMS_PER_PHONE_HOUR: 5,
      SMS_PER_PHONE_DAY: 10,
      SMS_PER_ACCOUNT_HOUR: 5,
      SMS_PER_BLOCK_HOUR: 20,
      SMS_TOTAL_HOUR: 300,
      CODE_GUESSES_PER_DAY: 10,
      SMS_OTP_EXPIRE_TIME: 300,
      OTP_LENGTH: 6,
    });
  });
});

describe("consumeAll", () => {
  test("takes one point of each and tells how many are left", async () => {
    const key = uniqueKey();
    const points = [["smsPerPhoneInHour", key] as const, ["smsPerBlockInHour", key] as const];
    const taken = await limits.consumeAll(points);
    expect(taken.left("smsPerPhoneInHour")).toBe(4);
    expect(taken.left("smsPerBlockInHour")).toBe(19);
    expect(taken.secondsToNext()).toBe(0);
    await limits.consumeAll(points);
    expect([await pointsOf("smsPerPhoneInHour", key), await pointsOf("smsPerBlockInHour", key)]).toEqual([2, 2]);
  });

  test("takes none at all when one of them has none left, and names that one with the seconds to wait", async () => {
    const [full, other, last] = [uniqueKey(), uniqueKey(), uniqueKey()];
    for (let index = 0; index < 5; index++) await limits.consume("smsPerPhoneInHour", full);
    const refusal = await refusalOf(
      limits.consumeAll([
        ["smsPerBlockInHour", other],
        ["smsPerPhoneInHour", full],
        ["smsPerPhoneInDay", last],
      ]),
    );
    expect(refusal.values.limit).toBe("smsPerPhoneInHour");
    expect(refusal.retryAfterSeconds).toBeGreaterThan(3500);
    expect(refusal.retryAfterSeconds).toBeLessThanOrEqual(3600);
    expect(await pointsOf("smsPerBlockInHour", other)).toBe(0);
    expect(await pointsOf("smsPerPhoneInHour", full)).toBe(5);
    expect(await pointsOf("smsPerPhoneInDay", last)).toBe(0);
  });

  test("tells after how long the fullest of them has a point again", async () => {
    const key = uniqueKey();
    for (let index = 0; index < 4; index++) await limits.consume("smsPerPhoneInHour", key);
    const taken = await limits.consumeAll([
      ["smsPerPhoneInHour", key],
      ["smsPerBlockInHour", key],
    ]);
    expect(taken.left("smsPerPhoneInHour")).toBe(0);
    expect(taken.secondsToNext()).toBeGreaterThan(3500);
    expect(taken.secondsToNext()).toBeLessThanOrEqual(3600);
  });

  test("gives all of them back when what they were taken for did not happen", async () => {
    const key = uniqueKey();
    const taken = await limits.consumeAll([
      ["smsPerPhoneInHour", key],
      ["smsPerBlockInHour", key],
    ]);
    await taken.refund();
    expect([await pointsOf("smsPerPhoneInHour", key), await pointsOf("smsPerBlockInHour", key)]).toEqual([0, 0]);
  });

  test("of 30 at once lets exactly as many pass as there are points", async () => {
    const key = uniqueKey();
    const attempts = Array.from({ length: 30 }, () => limits.consumeAll([["smsPerPhoneInHour", key]]));
    const passed = (await Promise.allSettled(attempts)).filter(({ status }) => status === "fulfilled");
    expect(passed).toHaveLength(5);
    expect(await pointsOf("smsPerPhoneInHour", key)).toBe(5);
  });
});

describe("assertLeft", () => {
  test("takes nothing, and refuses exactly when the next point would be refused", async () => {
    const key = uniqueKey();
    for (let index = 0; index < 5; index++) {
      await limits.assertLeft([["smsPerPhoneInHour", key]]);
      await limits.consume("smsPerPhoneInHour", key);
    }
    const refusal = await refusalOf(limits.assertLeft([["smsPerPhoneInHour", key]]));
    expect(refusal.values.limit).toBe("smsPerPhoneInHour");
    expect(await pointsOf("smsPerPhoneInHour", key)).toBe(5);
    await passTime(shop, 3600);
    await limits.assertLeft([["smsPerPhoneInHour", key]]);
  });
});

describe("pause", () => {
  test("lets nobody pass for a whole window, and attempts meanwhile do not lengthen it", async () => {
    const key = uniqueKey();
    await limits.consume("smsBurstPerPhone", key);
    await passTime(shop, 50);
    await limits.pause("smsBurstPerPhone", key);
    expect((await refusalOf(limits.consume("smsBurstPerPhone", key))).retryAfterSeconds).toBeGreaterThan(50);
    await passTime(shop, 30);
    for (let index = 0; index < 5; index++) await refusalOf(limits.consumeAll([["smsBurstPerPhone", key]]));
    await passTime(shop, 30);
    await limits.consume("smsBurstPerPhone", key);
  });

  test("is not shortened by points that are given back", async () => {
    const key = uniqueKey();
    await limits.consume("smsBurstPerPhone", key);
    const taken = await limits.consumeAll([["smsBurstPerPhone", key]]);
    await limits.pause("smsBurstPerPhone", key);
    for (let index = 0; index < 4; index++) await refusalOf(limits.consumeAll([["smsBurstPerPhone", key]]));
    await refusalOf(limits.consume("smsBurstPerPhone", key));
    expect(taken.left("smsBurstPerPhone")).toBe(0);
  });
});

describe("refund", () => {
  test("never makes more points than there are", async () => {
    const key = uniqueKey();
    await limits.refund("smsPerPhoneInHour", key);
    await limits.consume("smsPerPhoneInHour", key);
    for (let index = 0; index < 3; index++) await limits.refund("smsPerPhoneInHour", key);
    expect(await pointsOf("smsPerPhoneInHour", key)).toBe(0);
    for (let index = 0; index < 5; index++) await limits.consume("smsPerPhoneInHour", key);
    await refusalOf(limits.consume("smsPerPhoneInHour", key));
  });
});
