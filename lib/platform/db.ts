import type { PGlite } from "@electric-sql/pglite";
import { PrismaPg } from "@prisma/adapter-pg";
import type { SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { PrismaClient } from "@/lib/generated/prisma/client";
import { openEmbeddedDatabase } from "@/lib/platform/database/embedded";
import { getEnv } from "@/lib/platform/env";

/* The only place that knows which database we run on: PostgreSQL by DATABASE_URL, else PGlite in a folder. */

/** Without its secrets: a password hash must be asked for by name. */
export type Db = ReturnType<typeof createClient>;
export type DbTransaction = Parameters<Parameters<Db["$transaction"]>[0]>[0];

type Connection = {
  db: Db;
  adapter: SqlMigrationAwareDriverAdapterFactory;
  embedded: PGlite | null;
  close(): Promise<void>;
};

// On globalThis, since the server and each of Next's bundles have modules of their own but must share one connection.
const shared = globalThis as { storefrontDatabase?: Promise<Connection> };

function createClient(adapter: SqlMigrationAwareDriverAdapterFactory) {
  return new PrismaClient({
    adapter,
    omit: { customer: { passwordHash: true }, session: { tokenHash: true }, apiToken: { tokenHash: true } },
  });
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
    const adapter = new PrismaPg(
      { connectionString: env.DATABASE_URL, max: env.DATABASE_POOL_SIZE, connectionTimeoutMillis: 5000 },
      { statementNameGenerator: statementName },
    );
    const db = createClient(adapter);
    return { db, adapter, embedded: null, close: () => db.$disconnect() };
  }
  const { pglite, unlock } = await openEmbeddedDatabase(env.EMBEDDED_DATABASE_DIR);
  return embeddedConnection(pglite, async () => {
    await pglite.close();
    await unlock();
  });
}

const STATEMENT_NAMES_MAX = 300;
const statementNames = new Map<string, string>();

/**
 * Lets PostgreSQL plan a statement once per connection. Only the first few hundred get a name: each costs the server
 * memory.
 */
function statementName({ sql }: { sql: string }): string {
  const known = statementNames.get(sql);
  if (known) return known;
  if (statementNames.size >= STATEMENT_NAMES_MAX) return "";
  const name = `s${statementNames.size}`;
  statementNames.set(sql, name);
  return name;
}

function embeddedConnection(pglite: PGlite, release: () => Promise<void>): Connection {
  const adapter = new PrismaPGlite(pglite);
  const db = createClient(adapter);
  return {
    db,
    adapter,
    embedded: pglite,
    close: async () => {
      await db.$disconnect();
      await release();
    },
  };
}
