import { PrismaPg } from "@prisma/adapter-pg";
import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { PrismaClient } from "@/lib/generated/prisma/client";
import { readAgain, transact, writeAgain } from "@/lib/platform/database/transact";
import type { Db, DbTransaction } from "@/lib/platform/db";
import { toErrorResponse } from "@/lib/platform/http/error-response";
import { onPostgres, openShop } from "@/lib/testing/shop";

let db: Db;
beforeAll(async () => {
  ({ db } = await openShop());
  await db.$executeRawUnsafe("CREATE TABLE IF NOT EXISTS transact_test (name text PRIMARY KEY, points int NOT NULL)");
});
beforeEach(async () => {
  await db.$executeRawUnsafe("DELETE FROM transact_test");
  await db.$executeRawUnsafe("INSERT INTO transact_test VALUES ('a', 0), ('b', 0)");
});

const pointsOf = async (executor: Db | DbTransaction, name: string) => {
  const sql = "SELECT points FROM transact_test WHERE name = $1";
  return (await executor.$queryRawUnsafe<{ points: number }[]>(sql, name))[0]?.points;
};
const add = (executor: Db | DbTransaction, name: string) =>
  executor.$executeRawUnsafe("UPDATE transact_test SET points = points + 1 WHERE name = $1", name);
const fail = (executor: Db | DbTransaction, code: string) =>
  executor.$executeRawUnsafe(`DO $$ BEGIN RAISE EXCEPTION 'planted' USING ERRCODE = '${code}'; END $$`);
const statusOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => new Error("nothing was thrown"),
    (thrown: unknown) => thrown,
  );
  return toErrorResponse(error, { language: "en", requestId: "1" }).status;
};

/** The server ends the connection, and waits until it has. */
const END_MYSELF = "DO $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(10); END $$";

/** Connections of the test's own: nobody else is to meet those that it loses. */
function connect(): Db {
  const own = new PrismaClient({ adapter: new PrismaPg({ connectionString: String(process.env.DATABASE_URL) }) });
  onTestFinished(() => own.$disconnect());
  return own as unknown as Db;
}

/** Lets all of them go on once so many have come; those who come later pass. */
function barrier(count: number): () => Promise<void> {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  let come = 0;
  return () => {
    if (++come === count) open();
    return opened;
  };
}

describe("a transaction", () => {
  test.each(["40001", "40P01"])("that met another one (%s) is done again, from its beginning", async (code) => {
    let attempts = 0;
    const result = await transact(db, async (transaction) => {
      await add(transaction, "a");
      if (++attempts < 3) await fail(transaction, code);
      return attempts;
    });
    expect([result, await pointsOf(db, "a")]).toEqual([3, 1]);
  });

  test("is tried three times, and answered 503 after that", async () => {
    let attempts = 0;
    const meets = transact(db, async (transaction) => {
      attempts++;
      await fail(transaction, "40001");
    });
    expect([await statusOf(meets), attempts]).toEqual([503, 3]);
  });

  test.each(["22012", "55P03", "57014", "23505"])("that fails with %s is not repeated", async (code) => {
    let attempts = 0;
    const fails = transact(db, async (transaction) => {
      attempts++;
      await fail(transaction, code);
    });
    await expect(fails).rejects.toThrow();
    expect(attempts).toBe(1);
  });

  test.runIf(onPostgres())("of two that read what the other writes, neither fails, and both count", async () => {
    const together = barrier(2);
    const count = (seen: string, written: string) =>
      transact(
        db,
        async (transaction) => {
          await pointsOf(transaction, seen);
          await together();
          await add(transaction, written);
        },
        { isolationLevel: "Serializable" },
      );
    await Promise.all([count("a", "b"), count("b", "a")]);
    expect([await pointsOf(db, "a"), await pointsOf(db, "b")]).toEqual([1, 1]);
  });

  test.runIf(onPostgres())("of two that wait for each other, neither fails, and both count", async () => {
    const together = barrier(2);
    const lockBoth = (first: string, second: string) =>
      transact(db, async (transaction) => {
        await add(transaction, first);
        await together();
        await add(transaction, second);
      });
    await Promise.all([lockBoth("a", "b"), lockBoth("b", "a")]);
    expect([await pointsOf(db, "a"), await pointsOf(db, "b")]).toEqual([2, 2]);
  });

  test.runIf(onPostgres())("whose connection is lost before its commit is done again on another", async () => {
    let attempts = 0;
    await transact(connect(), async (transaction) => {
      await add(transaction, "a");
      if (++attempts === 1) await transaction.$executeRawUnsafe(END_MYSELF);
    });
    expect([attempts, await pointsOf(db, "a")]).toEqual([2, 1]);
  });

  test.runIf(onPostgres())(
    "whose connection is lost at its commit is not repeated: it may have been kept",
    async () => {
      await db.$executeRawUnsafe(`
      CREATE OR REPLACE FUNCTION transact_test_cut() RETURNS trigger LANGUAGE plpgsql
      AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$`);
      await db.$executeRawUnsafe(`
      CREATE CONSTRAINT TRIGGER cut AFTER UPDATE ON transact_test DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION transact_test_cut()`);
      let attempts = 0;
      const cut = transact(connect(), async (transaction) => {
        attempts++;
        await add(transaction, "a");
      });
      expect([await statusOf(cut), attempts]).toEqual([503, 1]);
      await db.$executeRawUnsafe("DROP TRIGGER cut ON transact_test");
    },
  );
});

describe("a write", () => {
  test.each([
    ["that met another one is sent again", "40P01", 3],
    ["that fails otherwise is not", "57P01", 1],
  ])("%s (%s)", async (_name, code, expected) => {
    let attempts = 0;
    const write = () => {
      attempts++;
      return fail(db, code);
    };
    await expect(writeAgain(write)).rejects.toThrow();
    expect(attempts).toBe(expected);
  });
});

describe("a read", () => {
  test.runIf(onPostgres())("whose connection is lost is asked again", async () => {
    let attempts = 0;
    const own = connect();
    const read = async () => {
      if (++attempts === 1) await own.$executeRawUnsafe(END_MYSELF);
      return attempts;
    };
    expect(await readAgain(read)).toBe(2);
  });

  test("that fails otherwise is not", async () => {
    let attempts = 0;
    const read = () => {
      attempts++;
      return fail(db, "22012");
    };
    await expect(readAgain(read)).rejects.toThrow();
    expect(attempts).toBe(1);
  });
});
