import { afterAll, beforeEach, expect, test } from "vitest";
import { purge } from "@/lib/platform/database/purge";
import { eventually } from "@/lib/testing/mailbox";
import { onPostgres, openShop } from "@/lib/testing/shop";

const RULE = { table: "purge_test", key: "name", column: "day", until: "$1::int" };

beforeEach(async () => {
  const { db } = await openShop();
  await db.$executeRawUnsafe("CREATE TABLE IF NOT EXISTS purge_test (name int PRIMARY KEY, day int)");
  await db.$executeRawUnsafe("DELETE FROM purge_test");
  await db.$executeRawUnsafe("INSERT INTO purge_test SELECT i, i FROM generate_series(1, 25) AS i");
});
afterAll(async () => void (await (await openShop()).db.$executeRawUnsafe("DROP TABLE purge_test")));

test("deletes all that is due in batches, and nothing else", async () => {
  const { db } = await openShop();
  expect(await purge(db, RULE, [20], 7)).toBe(20);
  expect(await db.$queryRawUnsafe("SELECT min(day), count(*)::int FROM purge_test")).toEqual([{ min: 21, count: 5 }]);
});

test.runIf(onPostgres())("a row that is renewed while it is about to go stays", async () => {
  const { db } = await openShop();
  let purged: Promise<number> | undefined;
  await db.$transaction(async (transaction) => {
    await transaction.$executeRawUnsafe("UPDATE purge_test SET day = 30 WHERE name = 1");
    purged = purge(db, RULE, [20]);
    await eventually(async () => {
      const sql =
        "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'DELETE FROM purge_test%'";
      expect(await db.$queryRawUnsafe(sql)).toHaveLength(1);
    });
  });
  expect(await purged).toBe(19);
  expect(await db.$queryRawUnsafe("SELECT day FROM purge_test WHERE name = 1")).toEqual([{ day: 30 }]);
});
