import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { MigrationConnection, MigrationTarget } from "@/lib/platform/database/migration-target";

/*
 * Brings a database up to date: each migration in a transaction of its own, under one lock, so that any number of
 * processes may start at once and none that is killed leaves half of one behind. The rows are those of Prisma's own
 * tool, and the lock is its lock: `prisma migrate deploy` elsewhere agrees.
 */

export const MIGRATIONS_FOLDER = path.resolve("prisma/migrations");

/** What `prisma migrate` locks. */
const ADVISORY_LOCK = 72_707_369;
/** A change of a table that waits for a lock keeps everybody after it waiting. */
const TABLE_LOCK_TIMEOUT = "10s";

const CREATE_HISTORY = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL,
    logs TEXT,
    rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`;

export type Migration = { name: string; sql: string };

/** What keeps a database from being brought up to date, in a sentence for whoever starts the store. */
export class MigrationError extends Error {
  override readonly name = "MigrationError";
}

/** Those of the repository, oldest first. */
export function readMigrations(): Migration[] {
  return readdirSync(MIGRATIONS_FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, sql: readFileSync(path.join(MIGRATIONS_FOLDER, name, "migration.sql"), "utf8") }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Takes no lock when there is nothing to do.
 * @returns the names of the migrations applied just now, oldest first
 * @throws MigrationError when one fails, was begun by another tool and not finished, or was edited since it was applied
 */
export async function applyMigrations(target: MigrationTarget, migrations = readMigrations()): Promise<string[]> {
  const known = await target.transact(readHistory);
  const applied: string[] = [];
  for (const migration of migrations) {
    if (isApplied(migration, known)) continue;
    if (await applyOnce(target, migration)) applied.push(migration.name);
  }
  return applied;
}

/** @returns the names of those that are still to be applied, oldest first @throws as applyMigrations, and applies none */
export async function findPendingMigrations(target: MigrationTarget, migrations = readMigrations()): Promise<string[]> {
  const known = await target.transact(readHistory);
  return migrations.filter((migration) => !isApplied(migration, known)).map(({ name }) => name);
}

/** @returns false when another process has applied it meanwhile */
function applyOnce(target: MigrationTarget, migration: Migration): Promise<boolean> {
  const { name, sql } = migration;
  return target.transact(async (connection) => {
    await connection.run(`SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0`);
    await connection.query("SELECT pg_advisory_xact_lock($1)", [ADVISORY_LOCK]);
    await connection.run(CREATE_HISTORY);
    if (isApplied(migration, await readHistory(connection))) return false;
    const startedAt = new Date();
    try {
      await connection.run(`SET LOCAL lock_timeout = '${TABLE_LOCK_TIMEOUT}'`);
      await connection.run(sql);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new MigrationError(`The migration ${name} failed and has changed nothing: ${reason}`, { cause: error });
    }
    await connection.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, $4, clock_timestamp(), 1)`,
      [randomUUID(), checksumOf(migration), name, startedAt.toISOString()],
    );
    return true;
  });
}

type History = Map<string, { checksum: string; isFinished: boolean }>;

async function readHistory({ query }: MigrationConnection): Promise<History> {
  const [{ exists } = {}] = await query("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists");
  if (!exists) return new Map();
  const rows = await query(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  );
  return new Map(
    rows.map(({ name, checksum, finished }) => [
      String(name),
      { checksum: String(checksum), isFinished: finished === true },
    ]),
  );
}

/** @throws MigrationError when it was not finished, or not in its present wording */
function isApplied(migration: Migration, history: History): boolean {
  const row = history.get(migration.name);
  if (!row) return false;
  if (!row.isFinished) {
    throw new MigrationError(
      `The migration ${migration.name} was begun by another tool and not finished: bring its tables to the state before or after it, then run npx prisma migrate resolve --rolled-back or --applied ${migration.name}.`,
    );
  }
  if (row.checksum !== checksumOf(migration)) {
    throw new MigrationError(`The migration ${migration.name} was edited after it had been applied: restore its file.`);
  }
  return true;
}

function checksumOf({ sql }: Migration): string {
  return createHash("sha256").update(sql).digest("hex");
}
