import { randomBytes } from "node:crypto";
import pg from "pg";
import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { RunStatement } from "@/lib/platform/database/statements";
import { transact } from "@/lib/platform/database/transact";
import { type Db, postgresClient } from "@/lib/platform/db";
import { parseEnv } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { createLimits, deleteEndedLimits, type LimitName, type Limits } from "@/lib/platform/limits";
import { passTime } from "@/lib/testing/challenges";
import { onPostgres, openShop, type Shop } from "@/lib/testing/shop";

/** Five points in an hour, twenty in an hour, two in a minute. */
const [HOUR, BLOCK, BURST] = ["smsPerPhoneInHour", "smsPerBlockInHour", "smsBurstPerPhone"] as const;

let shop: Shop;
let limits: Limits;
beforeAll(async () => {
  shop = await openShop();
  limits = createLimits(shop.db, { ...parseEnv({}), SMS_PER_PHONE_HOUR: 5, SMS_PER_BLOCK_HOUR: 20 });
});
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
  for (let index = 0; index < count; index++) await limits.consume([name, key]);
}

async function takenOf(...names: LimitName[]): Promise<number[]> {
  const rows = await Promise.all(
    names.map((name) => shop.db.rateLimit.findUnique({ where: { key: `${name}:${key}` } })),
  );
  return rows.map((row) => row?.points ?? 0);
}

describe("consume", () => {
  test("takes one point of each and tells how many are left", async () => {
    const taken = await limits.consume([HOUR, key], [BLOCK, key]);
    expect([taken.left(HOUR), taken.left(BLOCK), taken.secondsToNext()]).toEqual([4, 19, 0]);
    expect(await takenOf(HOUR, BLOCK)).toEqual([1, 1]);
  });

  test("takes none at all when one of them has none left, and names that one with the seconds to wait", async () => {
    await take(HOUR, 5);
    const attempt = limits.consume([BLOCK, key], [HOUR, key], ["smsPerPhoneInDay", key]);
    await expectThrottled(attempt, HOUR, { above: 3500 });
    expect(await takenOf(BLOCK, HOUR, "smsPerPhoneInDay")).toEqual([0, 5, 0]);
  });

  test("tells after how long the fullest of them has a point again, and refunds all of them", async () => {
    await take(HOUR, 4);
    const taken = await limits.consume([HOUR, key], [BLOCK, key]);
    expect(taken.left(HOUR)).toBe(0);
    expect(taken.secondsToNext()).toBeGreaterThan(3500);
    expect(taken.secondsToNext()).toBeLessThanOrEqual(3600);
    await taken.refund();
    expect(await takenOf(HOUR, BLOCK)).toEqual([4, 0]);
  });

  test("lets exactly as many of 30 at once pass as there are points", async () => {
    const attempts = await Promise.allSettled(Array.from({ length: 30 }, () => limits.consume([HOUR, key])));
    expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
    expect(await takenOf(HOUR)).toEqual([5]);
  });

  test("gives those of 30 at once whom one limit refuses no point of another", async () => {
    const consume = () => limits.consume([BLOCK, key], [HOUR, key]);
    const attempts = await Promise.allSettled(Array.from({ length: 30 }, consume));
    expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
    expect(await takenOf(HOUR, BLOCK)).toEqual([5, 5]);
  });

  test.runIf(onPostgres())("undoes what it has taken where another takes the last point meanwhile", async () => {
    await take(HOUR, 4);
    await take(BLOCK, 1);
    const waiting = `SELECT pid FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%INSERT INTO rate_limit%'`;
    const { attempts } = await transact(shop.db, async (transaction) => {
      await transaction.rateLimit.update({ where: { key: `${BLOCK}:${key}` }, data: { points: 1 } });
      const consume = () => limits.consume([BLOCK, key], [HOUR, key]);
      const attempts = Promise.allSettled([consume(), consume()]);
      await expect.poll(() => shop.db.$queryRawUnsafe<unknown[]>(waiting), { timeout: 20_000 }).toHaveLength(2);
      return { attempts };
    });
    expect((await attempts).map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await takenOf(HOUR, BLOCK)).toEqual([5, 2]);
  });

  test("fails no statement for whoever comes too late: the server would log each", async () => {
    await take(HOUR, 5);
    let failures = 0;
    const { readRows } = shop.db;
    const writeRows: RunStatement = <Row>(...statement: Parameters<RunStatement>) =>
      shop.db.writeRows<Row>(...statement).catch((error: unknown) => {
        failures++;
        throw error;
      });
    const watched = createLimits({ readRows, writeRows } as Db, { ...parseEnv({}), SMS_PER_PHONE_HOUR: 5 });
    await expectThrottled(watched.consume([BLOCK, key], [HOUR, key]), HOUR, { above: 3500 });
    expect(failures).toBe(0);
  });
});

test.runIf(onPostgres())("a count goes without the disk, and nothing else that its connection commits", async () => {
  const options = "-c synchronous_commit=local";
  const pool = new pg.Pool({ connectionString: shop.env.DATABASE_URL, max: 1, options });
  const db = postgresClient(pool);
  onTestFinished(() => db.$disconnect());
  await (await createLimits(db, shop.env).consume([HOUR, key])).refund();
  const sql = "SELECT current_setting('synchronous_commit') AS commit";
  expect(await db.readRows(sql, [])).toEqual([{ commit: "local" }]);
});

test("assertLeft takes nothing, and throttles exactly when the next point would be", async () => {
  for (let index = 0; index < 5; index++) {
    await limits.assertLeft([HOUR, key]);
    await take(HOUR, 1);
  }
  await expectThrottled(limits.assertLeft([HOUR, key]), HOUR, { above: 3500 });
  expect(await takenOf(HOUR)).toEqual([5]);
  await passTime(shop, 3600);
  await limits.assertLeft([HOUR, key]);
});

test("a limit that rests after its last point lets nobody pass for a whole window from then on", async () => {
  const attempt = () => limits.consume([BURST, key]);
  await attempt();
  await passTime(shop, 50);
  expect((await attempt()).secondsToNext()).toBeGreaterThan(55);
  await passTime(shop, 30);
  for (let index = 0; index < 5; index++) await expectThrottled(attempt(), BURST, { above: 20 });
  await passTime(shop, 31);
  await attempt();
});

test("a point that is refunded after its window has ended makes no more points than there are", async () => {
  const late = await limits.consume([HOUR, key]);
  await passTime(shop, 3600);
  await take(HOUR, 5);
  await late.refund();
  expect(await takenOf(HOUR)).toEqual([5]);
  await limits.reset(HOUR, key);
  await late.refund();
  await take(HOUR, 5);
  await expectThrottled(limits.consume([HOUR, key]), HOUR, { above: 3500 });
});

test("a counter is deleted once its window has ended, and no sooner", async () => {
  await take(HOUR, 1);
  await deleteEndedLimits(shop.db);
  expect(await takenOf(HOUR)).toEqual([1]);
  await passTime(shop, 3601);
  await deleteEndedLimits(shop.db);
  expect(await takenOf(HOUR)).toEqual([0]);
});

test("a limit of no points lets nobody pass", async () => {
  const closed = createLimits(shop.db, { ...parseEnv({}), SMS_PER_PHONE_HOUR: 0 });
  await expectThrottled(closed.consume([HOUR, key]), HOUR, { above: 0 });
});
