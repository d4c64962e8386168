import type { Db } from "@/lib/platform/db";

/** Few enough that a round ends long before a statement's time-out, and locks its rows for a moment only. */
const BATCH = 5000;

/**
 * Deletes rows in batches, each a transaction of its own.
 * @param condition SQL that an index serves, with parameters from `$1`; never from outside
 * @returns how many
 */
export async function purge(
  db: Db,
  table: string,
  condition: string,
  parameters: readonly (string | number)[] = [],
  batch = BATCH,
): Promise<number> {
  let deleted = 0;
  for (;;) {
    const count = await db.$executeRawUnsafe(
      `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE ${condition} LIMIT ${batch}))`,
      ...parameters,
    );
    deleted += count;
    if (count < batch) return deleted;
  }
}
