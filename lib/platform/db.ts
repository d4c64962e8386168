import { createHash } from "node:crypto";
import type { PGlite } from "@electric-sql/pglite";
import { PrismaPg } from "@prisma/adapter-pg";
import type { SqlDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import type { Client, Pool, PoolConfig } from "pg";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { PrismaClient } from "@/lib/generated/prisma/client";
import { describeOnce } from "@/lib/platform/database/described-once";
import { openEmbeddedDatabase } from "@/lib/platform/database/embedded";
import { embeddedTarget, type MigrationTarget, postgresTarget } from "@/lib/platform/database/migration-target";
import { createOutageWatch, type OutageWatch } from "@/lib/platform/database/outage";
import { createPool, type MeasuredPool } from "@/lib/platform/database/pool";
import { closeWhenSilent } from "@/lib/platform/database/silent-connection";
import { type Statements, statementsByPglite, statementsByPool } from "@/lib/platform/database/statements";
import { type StatementWatch, watchAdapter } from "@/lib/platform/database/watched-adapter";
import { type Env, getEnv } from "@/lib/platform/env";
import { getLog } from "@/lib/platform/log";
import { findTracing, inSpan } from "@/lib/platform/tracing";

/* The only place that knows which database we run on: PostgreSQL by DATABASE_URL, else PGlite in a folder. */

/** Prisma's client, without its secrets: a password hash must be asked for by name. With statements for what most requests ask. */
export type Db = ReturnType<typeof createClient>;
export type DbTransaction = Parameters<Parameters<Db["$transaction"]>[0]>[0];

type Connection = {
  db: Db;
  migrationTarget: MigrationTarget;
  embedded: PGlite | null;
  /** Null for the embedded database. */
  pool: MeasuredPool | null;
  outage: OutageWatch;
  close(): Promise<void>;
};

// On globalThis, since the server and each of Next's bundles have modules of their own but must share one connection.
const shared = globalThis as { storefrontDatabase?: Promise<Connection> };

function createClient(adapter: SqlDriverAdapterFactory, statements: Statements) {
  const prisma = new PrismaClient({
    adapter,
    omit: {
      customer: { passwordHash: true },
      session: { tokenHash: true },
      apiToken: { tokenHash: true },
      adminKey: { tokenHash: true },
      walletPass: { tokenHashes: true },
    },
  });
  return Object.assign(prisma, statements);
}

/** @throws FolderLockedError when another process has the embedded database's folder */
export function openDatabase(): Promise<Connection> {
  shared.storefrontDatabase ??= connect().catch((error) => {
    shared.storefrontDatabase = undefined;
    throw error;
  });
  return shared.storefrontDatabase;
}

/** For tests. */
export function setDatabase(pglite: PGlite): void {
  shared.storefrontDatabase = Promise.resolve(embeddedConnection(pglite, async () => {}));
}

export async function closeDatabase(): Promise<void> {
  const connection = await shared.storefrontDatabase?.catch(() => undefined);
  shared.storefrontDatabase = undefined;
  await connection?.close();
}

async function connect(): Promise<Connection> {
  const env = getEnv();
  if (env.DATABASE_URL) {
    const pool = createPool(poolSettings(env, env.DATABASE_URL));
    const outage = createOutageWatch(getLog());
    const watch: StatementWatch = (sql, work) => outage.watch(() => inStatementSpan(sql, work));
    const db = postgresClient(pool, { prepares: env.DATABASE_PREPARED_STATEMENTS, watch });
    const migrationTarget = postgresTarget(env.DATABASE_URL);
    return { db, migrationTarget, embedded: null, pool, outage, close: () => db.$disconnect() };
  }
  const { pglite, unlock } = await openEmbeddedDatabase(env.EMBEDDED_DATABASE_DIR);
  return embeddedConnection(pglite, async () => {
    await pglite.close();
    await unlock();
  });
}

const unwatched: StatementWatch = (_sql, work) => work();

/**
 * A client of a pool, which it closes.
 * @param prepares whether PostgreSQL is to keep plans of statements @param watch wraps each statement
 */
export function postgresClient(
  pool: Pool,
  { prepares = true, watch = unwatched }: { prepares?: boolean; watch?: StatementWatch } = {},
): Db {
  const nameOf = prepares ? createStatementNames() : () => "";
  const adapter = new PrismaPg(pool, {
    disposeExternalPool: true,
    ...(prepares && { statementNameGenerator: ({ sql }) => nameOf(sql) }),
  });
  return createClient(watchAdapter(adapter, watch), statementsByPool(pool, nameOf, watch));
}

/** A client of a database inside this process, which it leaves open. @param watch wraps each statement */
export function embeddedClient(pglite: PGlite, watch = unwatched): Db {
  return createClient(watchAdapter(new PrismaPGlite(pglite), watch), statementsByPglite(pglite, watch));
}

/** Past a statement's own time-out its connection is taken for dead. */
const DEAD_AFTER_MS = 1000;
const IDLE_IN_TRANSACTION_MS = 10_000;

/** A connection that hangs, a lock that is never released or a slow statement cost a request seconds, not the process. */
export function poolSettings(
  env: Pick<
    Env,
    "DATABASE_POOL_SIZE" | "DATABASE_POOL_WAIT_MS" | "DATABASE_STATEMENT_TIMEOUT_MS" | "DATABASE_LOCK_TIMEOUT_MS"
  >,
  connectionString: string,
): PoolConfig {
  const { DATABASE_STATEMENT_TIMEOUT_MS: statement, DATABASE_LOCK_TIMEOUT_MS: lock } = env;
  return {
    connectionString,
    max: env.DATABASE_POOL_SIZE,
    connectionTimeoutMillis: env.DATABASE_POOL_WAIT_MS,
    keepAlive: true,
    onConnect: (client) => {
      // Without a listener, what a connection says while no statement waits for it would end the process.
      client.on("error", () => {});
      closeWhenSilent(client as Client);
      describeOnce(client as Client);
    },
    ...(statement > 0 && {
      statement_timeout: statement,
      query_timeout: statement + DEAD_AFTER_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    }),
    ...(lock > 0 && { lock_timeout: lock }),
  };
}

const STATEMENT_SHOWN_MAX = 1000;
const STATEMENT_NAMES_MAX = 300;

/**
 * Lets PostgreSQL plan a statement once per connection. The name tells the text, since a pooler between may hand one
 * connection to several processes. Only the first few hundred get one: each costs the server memory.
 */
function createStatementNames(): (sql: string) => string {
  const names = new Map<string, string>();
  return (sql) => {
    const known = names.get(sql);
    if (known) return known;
    if (names.size >= STATEMENT_NAMES_MAX) return "";
    const name = createHash("sha256").update(sql).digest("hex").slice(0, 32);
    names.set(sql, name);
    return name;
  };
}

/** Values are no part of a statement's text. */
function inStatementSpan<Result>(sql: string | null, work: () => Promise<Result>): Promise<Result> {
  if (!findTracing()) return work();
  const text = sql ?? "BEGIN";
  const attributes = { "db.system.name": "postgresql", "db.query.text": text.slice(0, STATEMENT_SHOWN_MAX) };
  return inSpan(/\w+/.exec(text)?.[0] ?? "statement", attributes, work);
}

function embeddedConnection(pglite: PGlite, release: () => Promise<void>): Connection {
  const db = embeddedClient(pglite);
  return {
    db,
    migrationTarget: embeddedTarget(pglite),
    embedded: pglite,
    pool: null,
    outage: createOutageWatch(getLog()),
    close: async () => {
      await db.$disconnect();
      await release();
    },
  };
}
