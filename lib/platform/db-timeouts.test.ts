import { PrismaPg } from "@prisma/adapter-pg";
import { beforeAll, describe, expect, inject, onTestFinished, test } from "vitest";
import { PrismaClient } from "@/lib/generated/prisma/client";
import { poolSettings } from "@/lib/platform/db";
import { toErrorResponse } from "@/lib/platform/http/error-response";
import { openShop } from "@/lib/testing/shop";

/* What hangs in PostgreSQL costs the request that met it seconds, and is told as 503. */

const isPostgres = inject("databaseTemplate").kind === "postgres";
const settings = { DATABASE_POOL_SIZE: 2, DATABASE_STATEMENT_TIMEOUT_MS: 400, DATABASE_LOCK_TIMEOUT_MS: 200 };

function connect() {
  const db = new PrismaClient({ adapter: new PrismaPg(poolSettings(settings, String(process.env.DATABASE_URL))) });
  onTestFinished(() => db.$disconnect());
  return db;
}

async function statusOf(work: Promise<unknown>): Promise<number> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return toErrorResponse(error, { language: "en", requestId: "test" }).status;
}

describe.runIf(isPostgres)("on PostgreSQL", () => {
  // Makes the worker's database.
  beforeAll(() => openShop());

  test("a statement that takes too long ends, and its connection serves the next one", async () => {
    const db = connect();
    expect(await statusOf(db.$queryRawUnsafe("SELECT pg_sleep(30)::text"))).toBe(503);
    expect(await db.$queryRawUnsafe("SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  test("a row that somebody keeps locked keeps nobody else waiting for long", async () => {
    const [holder, waiter] = [connect(), connect()];
    await holder.$transaction(async (transaction) => {
      await transaction.$executeRawUnsafe("LOCK TABLE setting IN EXCLUSIVE MODE");
      const update = () => waiter.$executeRawUnsafe("UPDATE setting SET name = name");
      expect(await statusOf(update())).toBe(503);
      expect(await statusOf(update())).toBe(503);
    });
    expect(await waiter.$executeRawUnsafe("UPDATE setting SET name = name")).toBeTypeOf("number");
  });
});
