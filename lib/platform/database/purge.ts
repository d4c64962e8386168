import type { Db } from "@/lib/platform/db";

/** Few enough that a round ends long before a statement's time-out, and locks its rows for a moment only. */
const BATCH = 5000;

/** Which rows go: those whose time is up. Names and SQL, never from outside. */
export type PurgeRule = {
  table: string;
  /** The primary key's column. */
  key: string;
  /** An index leads with it. */
  column: string;
  /** What the column is at most, as SQL with parameters from `$1`. */
  until: string;
};

/**
 * Deletes rows in batches, each a transaction of its own, the oldest first: by the order PostgreSQL takes the index, also
 * where it cannot know how few there are.
 * @returns how many
 */
export async function purge(
  db: Db,
  { table, key, column, until }: PurgeRule,
  parameters: readonly (string | number)[] = [],
  batch = BATCH,
): Promise<number> {
  let deleted = 0;
  for (;;) {
    const count = await db.$executeRawUnsafe(
      `DELETE FROM ${table} WHERE ${key} = ANY (ARRAY(
         SELECT ${key} FROM ${table} WHERE ${column} <= ${until} ORDER BY ${column} LIMIT ${batch}
       )) AND ${column} <= ${until}`,
      ...parameters,
    );
    deleted += count;
    if (count < batch) return deleted;
  }
}
