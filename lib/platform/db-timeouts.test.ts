import { Pool } from "pg";
import { beforeAll, describe, expect, inject, onTestFinished, test } from "vitest";
import { createPool } from "@/lib/platform/database/pool";
import { type Db, poolSettings, postgresClient } from "@/lib/platform/db";
import { toErrorResponse } from "@/lib/platform/http/error-response";
import { openShop } from "@/lib/testing/shop";

/* What hangs in PostgreSQL costs the request that met it seconds, and is told as 503. */

const isPostgres = inject("databaseTemplate").kind === "postgres";
const settings = {
  DATABASE_POOL_SIZE: 2,
  DATABASE_POOL_WAIT_MS: 1000,
  DATABASE_STATEMENT_TIMEOUT_MS: 400,
  DATABASE_LOCK_TIMEOUT_MS: 200,
};

function connect(changed: Partial<typeof settings> = {}) {
  const pool = createPool(poolSettings({ ...settings, ...changed }, String(process.env.DATABASE_URL)));
  const db = postgresClient(pool);
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

  /** By Prisma, and past its query engine. */
  const WAYS: [string, (db: Db, sql: string) => Promise<unknown>][] = [
    ["a query", (db, sql) => db.$queryRawUnsafe(sql)],
    ["a read", (db, sql) => db.readRows(sql, [])],
  ];

  test.each(WAYS)("%s that takes too long ends, and its connection serves the next one", async (_name, ask) => {
    const db = connect();
    expect(await statusOf(ask(db, "SELECT pg_sleep(30)::text"))).toBe(503);
    expect(await ask(db, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  test.each(WAYS)("%s that hears nothing in time ends with its connection", async (_name, ask) => {
    const db = connect({ DATABASE_POOL_SIZE: 1, DATABASE_STATEMENT_TIMEOUT_MS: 100 });
    await ask(db, "SELECT set_config('statement_timeout', '0', false)");
    expect(await statusOf(ask(db, "SELECT pg_sleep(30)::text"))).toBe(503);
    expect(await ask(db, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  test.each(WAYS)("%s waits for no connection for long, nor behind more than a bounded queue", async (_name, ask) => {
    const db = connect({ DATABASE_POOL_SIZE: 1, DATABASE_POOL_WAIT_MS: 500, DATABASE_STATEMENT_TIMEOUT_MS: 5000 });
    await ask(db, "SELECT 1 AS one");
    // Begins when somebody waits for it.
    const holder = statusOf(ask(db, "SELECT pg_sleep(2)::text"));
    const queries = Array.from({ length: 80 }, () => ask(db, "SELECT 1 AS one").catch(String));
    const reasons = await Promise.all(queries);
    const count = (text: string) => reasons.filter((reason) => String(reason).includes(text)).length;
    // Fifty wait, the holder among them for a moment; the others are told at once.
    const [refused, timedOut] = [
      count("too many wait for a connection"),
      count("timeout exceeded when trying to connect"),
    ];
    expect([30, 31]).toContain(refused);
    expect(timedOut).toBe(80 - refused);
    expect(await statusOf(Promise.reject(new Error("too many wait for a connection")))).toBe(503);
    await holder;
    expect(await ask(db, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  test("a connection that breaks between two statements fails the next one, and nothing else", async () => {
    const pool = new Pool(poolSettings(settings, String(process.env.DATABASE_URL)));
    onTestFinished(() => pool.end());
    const client = await pool.connect();
    const { rows } = await client.query("SELECT pg_backend_pid() AS pid");
    const ended = new Promise((resolve) => client.once("end", resolve));
    await connect().$queryRawUnsafe("SELECT pg_terminate_backend($1::int)", rows[0].pid);
    await ended;
    expect(await statusOf(client.query("SELECT 1"))).toBe(503);
    client.release(true);
    expect((await pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
  });

  test("a connection that says nothing in time is closed, and keeps no rollback waiting", async () => {
    const settled = { ...poolSettings(settings, String(process.env.DATABASE_URL)), statement_timeout: 0 };
    const pool = new Pool({ ...settled, query_timeout: 300 });
    onTestFinished(() => pool.end());
    const client = await pool.connect();
    await expect(client.query("SELECT pg_sleep(30)")).rejects.toThrow("Query read timeout");
    await expect(client.query("ROLLBACK")).rejects.toThrow("Client was closed");
    client.release();
    expect(pool.totalCount).toBe(0);
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
