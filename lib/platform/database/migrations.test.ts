import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { applyMigrations, MIGRATIONS_FOLDER, MigrationError, readMigrations } from "@/lib/platform/database/migrations";
import { diffSchema } from "@/lib/platform/database/schema-diff";
import { type EmptyDatabase, openEmptyDatabase } from "@/lib/testing/empty-database";

const isPostgres = inject("databaseTemplate").kind === "postgres";

describe("the committed migrations", () => {
  const committed = readMigrations().map(({ name }) => name);
  let database: EmptyDatabase;
  let applied: string[];
  beforeAll(async () => {
    database = await openEmptyDatabase();
    applied = await applyMigrations(database.target);
  });
  afterAll(() => database.close());

  test("are all applied to an empty database, oldest first, and not a second time", async () => {
    expect(committed.length).toBeGreaterThan(0);
    expect(applied).toEqual(committed);
    expect(await applyMigrations(database.target)).toEqual([]);
  });

  test("leave the rows that Prisma's own tool reads: name, checksum, finished", async () => {
    const rows = await database.execute(
      "SELECT migration_name, checksum, finished_at, rolled_back_at, applied_steps_count FROM _prisma_migrations ORDER BY 1",
    );
    expect(rows).toEqual(
      committed.map((name) => ({
        migration_name: name,
        checksum: createHash("sha256")
          .update(readFileSync(`${MIGRATIONS_FOLDER}/${name}/migration.sql`))
          .digest("hex"),
        finished_at: expect.any(Date),
        rolled_back_at: null,
        applied_steps_count: 1,
      })),
    );
  });

  // The engine makes a second database for it, which takes seconds on a busy machine.
  test("agree with schema.prisma", async () => {
    expect(await diffSchema(new PrismaPGlite(await PGlite.create()))).toBe("");
  }, 60_000);
});

describe("a migration beside the version before", () => {
  /** Written when there was no version before. */
  const FIRST_VERSION = "20261130122000_open_work";

  test.each([
    ["ALTER TABLE customer DROP COLUMN name;", ["DROP COLUMN"]],
    ["DROP TABLE customer;", ["DROP TABLE"]],
    ["ALTER TABLE customer RENAME COLUMN name TO title;", ["RENAME"]],
    ['ALTER TABLE "customer" ALTER COLUMN "name" SET NOT NULL;', ["SET NOT NULL"]],
    ["ALTER TABLE customer ADD COLUMN name text NOT NULL;", ["ADD COLUMN without a default"]],
    ["ALTER TABLE customer ADD COLUMN name text NOT NULL DEFAULT '', ADD COLUMN title text;", []],
    ["CREATE TABLE customer (name text NOT NULL); -- not a DROP TABLE", []],
    ["-- contract: unused since 0.1.0\nALTER TABLE customer DROP COLUMN name;", []],
  ])("that says %j takes away %j", (sql, taken) => {
    expect(contractionsOf(sql)).toEqual(taken);
  });

  test("only adds, or says since which version what it takes away is unused (docs/operations.md)", () => {
    for (const { name, sql } of readMigrations().filter((migration) => migration.name > FIRST_VERSION)) {
      expect([name, contractionsOf(sql)]).toEqual([name, []]);
    }
  });
});

/** What a migration takes from a version that knows nothing of it, unless it says since when that is unused. */
function contractionsOf(sql: string): string[] {
  if (/^-- contract: unused since \d+\.\d+\.\d+$/m.test(sql)) return [];
  const statements = sql.replaceAll(/--.*$/gm, "");
  const found = [/\bDROP TABLE\b/i, /\bDROP COLUMN\b/i, /\bRENAME\b/i, /\bSET NOT NULL\b/i].flatMap(
    (pattern) => pattern.exec(statements)?.[0] ?? [],
  );
  const isRequired = /\bADD COLUMN\b(?![^,;]*\bDEFAULT\b)[^,;]*\bNOT NULL\b/i.test(statements);
  return isRequired ? [...found, "ADD COLUMN without a default"] : found;
}

describe("a migration", () => {
  let database: EmptyDatabase;
  beforeAll(async () => {
    database = await openEmptyDatabase();
  });
  beforeEach(() => database.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public"));
  afterAll(() => database.close());
  const first = { name: "1_first", sql: "CREATE TABLE one (id int)" };
  const tables = async () => {
    const rows = await database.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1");
    return rows.map(({ tablename }) => tablename);
  };

  test("is sent whole: semicolons in comments, texts and blocks separate nothing", async () => {
    const sql = `
      -- One; two
      CREATE TABLE one (text text DEFAULT 'a;b');
      DO $$ BEGIN INSERT INTO one DEFAULT VALUES; INSERT INTO one VALUES ('c;'); END $$;`;
    expect(await applyMigrations(database.target, [{ name: "1_blocks", sql }])).toEqual(["1_blocks"]);
    expect(await database.execute("SELECT text FROM one")).toEqual([{ text: "a;b" }, { text: "c;" }]);
  });

  test("that fails has changed nothing, says so by its name, and is applied once it is mended", async () => {
    const broken = { name: "2_second", sql: "CREATE TABLE two (id int); INSERT INTO nowhere VALUES (1);" };
    const failure = await applyMigrations(database.target, [first, broken]).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MigrationError);
    expect(String(failure)).toMatch(/2_second failed and has changed nothing: .*nowhere/);
    expect(await tables()).toEqual(["_prisma_migrations", "one"]);
    const mended = { ...broken, sql: "CREATE TABLE two (id int)" };
    expect(await applyMigrations(database.target, [first, mended])).toEqual(["2_second"]);
  });

  test("that was edited after it had been applied is refused by its name", async () => {
    await applyMigrations(database.target, [first]);
    const edited = applyMigrations(database.target, [{ ...first, sql: `${first.sql};` }]);
    await expect(edited).rejects.toThrow("1_first was edited");
  });

  test("that another tool has left half done is refused with what to do", async () => {
    await applyMigrations(database.target, [first]);
    await database.execute("UPDATE _prisma_migrations SET finished_at = NULL");
    await expect(applyMigrations(database.target, [first])).rejects.toThrow(/1_first was begun .* resolve/);
    await database.execute("UPDATE _prisma_migrations SET rolled_back_at = now()");
    await database.execute("DROP TABLE one");
    expect(await applyMigrations(database.target, [first])).toEqual(["1_first"]);
  });

  test("is applied once by many processes that start together, none of which fails", async () => {
    const sql = "CREATE TABLE one (id int); SELECT pg_sleep(0.05);";
    const runs = Array.from({ length: 8 }, () => applyMigrations(database.target, [{ name: "1_slow", sql }]));
    expect((await Promise.all(runs)).flat()).toEqual(["1_slow"]);
  });

  test.runIf(isPostgres)(
    "whose connection is cut in its middle leaves nothing, and the next start applies it",
    async () => {
      const slow = { name: "1_slow", sql: "CREATE TABLE one (id int); SELECT pg_sleep(60);" };
      const run = applyMigrations(database.target, [slow]);
      const cut = expect(run).rejects.toThrow("1_slow failed");
      await expect
        .poll(() =>
          database.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'",
          ),
        )
        .not.toEqual([]);
      await cut;
      expect(await tables()).toEqual([]);
      expect(await applyMigrations(database.target, [{ ...slow, sql: first.sql }])).toEqual(["1_slow"]);
    },
  );

  test.runIf(isPostgres)("takes no lock where there is nothing to do", async () => {
    await applyMigrations(database.target, [first]);
    await database.execute("SELECT pg_advisory_lock(72707369)");
    expect(await applyMigrations(database.target, [first])).toEqual([]);
    await database.execute("SELECT pg_advisory_unlock_all()");
  });
});
