import { readMigrations } from "@/lib/platform/database/migrations";
import type { Db } from "@/lib/platform/db";
import { isDraining } from "@/lib/platform/draining";

/* Whether this process should get requests. Probes are frequent: what they cost is one statement at a time. */

export const HEALTH_CHECKS = ["database", "migrations", "draining"] as const;
export type HealthCheck = (typeof HEALTH_CHECKS)[number];

/** Nobody waits for longer at a page. */
const PING_MS = 1000;

/** Whether a database answers and is up to date; probes that come meanwhile share the answer. */
const pings = new WeakMap<Db, Promise<HealthCheck | null>>();
/** Migrations are never taken back while a release runs that knows them. */
const migrated = new WeakSet<Db>();

/** @returns what fails; empty when all is well */
export async function findFailingChecks(db: Db): Promise<HealthCheck[]> {
  const ping = pings.get(db) ?? checkDatabase(db).finally(() => pings.delete(db));
  pings.set(db, ping);
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<HealthCheck>((resolve) => {
    timer = setTimeout(resolve, PING_MS, "database");
  });
  const found = await Promise.race([ping, tooLate]);
  clearTimeout(timer);
  return [...(found ? [found] : []), ...(isDraining() ? (["draining"] as const) : [])];
}

async function checkDatabase(db: Db): Promise<HealthCheck | null> {
  try {
    if (migrated.has(db)) {
      await db.$queryRawUnsafe("SELECT 1");
      return null;
    }
    const rows = await db.$queryRawUnsafe<{ name: string }[]>(
      "SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
    );
    const applied = new Set(rows.map(({ name }) => name));
    if (!readMigrations().every(({ name }) => applied.has(name))) return "migrations";
    migrated.add(db);
    return null;
  } catch {
    return "database";
  }
}
