import fc from "fast-check";
import pg from "pg";
import { describe, expect, onTestFinished, test } from "vitest";
import { postgresClient } from "@/lib/platform/db";
import { onPostgres, openShop } from "@/lib/testing/shop";

const instant = fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
const text = fc.string({ unit: "grapheme", maxLength: 20 }).map((given) => given.replaceAll("\0", ""));
const anyValues = fc.record({
  text: fc.option(text),
  int: fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
  big: fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
  flag: fc.option(fc.boolean()),
  at: fc.option(instant),
  texts: fc.array(text, { maxLength: 4 }),
});
const SQL = `SELECT $1::text AS text, $2::int AS int, $3::bigint AS big, $4::boolean AS flag, $5::timestamptz AS at,
  $6::text[] AS texts, $5::timestamptz::date AS day, json_build_object('at', $1::text, 'a', $2::int) AS json`;

test("what a statement is given and what it answers are as by Prisma", async () => {
  const { db } = await openShop();
  await fc.assert(
    fc.asyncProperty(anyValues, async (given) => {
      const values = Object.values(given);
      const [row] = await db.readRows<typeof given>(SQL, values);
      expect(row).toMatchObject(given);
      expect(row).toEqual((await db.$queryRawUnsafe<unknown[]>(SQL, ...values))[0]);
    }),
    { numRuns: 100 },
  );
});

describe.runIf(onPostgres())("on PostgreSQL", () => {
  async function connect(settings: pg.PoolConfig, prepares = true) {
    const { env } = await openShop();
    const pool = new pg.Pool({ connectionString: env.DATABASE_URL, max: 1, ...settings });
    const db = postgresClient(pool, { prepares });
    onTestFinished(() => db.$disconnect());
    return db;
  }

  test("times are Prisma's, whatever the session's time zone is", async () => {
    const db = await connect({ options: "-c TimeZone=Asia/Kathmandu" });
    const at = new Date("2024-02-29T23:59:59.123Z");
    const sql = "SELECT $1::timestamptz AS at, $1::timestamptz::text AS text";
    const [row] = await db.readRows(sql, [at]);
    expect(row).toMatchObject({ at });
    expect([row]).toEqual(await db.$queryRawUnsafe(sql, at));
  });

  const PREPARED = "SELECT count(*)::int AS count FROM pg_prepared_statements";
  test.each([
    ["are prepared once", true, 3],
    ["are not prepared for a pooler that cannot", false, 0],
  ])("statements %s", async (_name, prepares, count) => {
    const db = await connect({}, prepares);
    for (let turn = 0; turn < 3; turn++) {
      expect(await db.readRows("SELECT $1::int AS one", [1])).toEqual([{ one: 1 }]);
      expect(await db.writeRows("SELECT $1::text AS two", ["2"])).toEqual([{ two: "2" }]);
    }
    expect(await db.readRows(PREPARED, [])).toEqual([{ count }]);
  });
});
