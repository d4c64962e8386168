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
  await db.$executeRawUnsafe("CREATE TABLE IF NOT EXISTS purge_test (n int)");
  await db.$executeRawUnsafe("INSERT INTO purge_test SELECT generate_series(1, 25)");
  expect(await purge(db, "purge_test", "n <= $1::int", [20], 7)).toBe(20);
  expect(await db.$queryRawUnsafe("SELECT min(n), count(*)::int FROM purge_test")).toEqual([{ min: 21, count: 5 }]);
  await db.$executeRawUnsafe("DROP TABLE purge_test");
});
