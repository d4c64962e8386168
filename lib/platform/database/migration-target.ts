import type { PGlite } from "@electric-sql/pglite";
import pg from "pg";

/** A database to bring up to date. */
export type MigrationTarget = {
  /** Does work in one transaction on one connection: of what fails or is killed, nothing stays. */
  transact<Result>(work: (connection: MigrationConnection) => Promise<Result>): Promise<Result>;
};

export type MigrationConnection = {
  /** @param script any number of statements, sent as they are */
  run(script: string): Promise<void>;
  query(statement: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
};

export function embeddedTarget(pglite: PGlite): MigrationTarget {
  return {
    transact: (work) =>
      pglite.transaction((transaction) =>
        work({
          run: async (script) => void (await transaction.exec(script)),
          query: async (statement, values) =>
            (await transaction.query<Record<string, unknown>>(statement, values)).rows,
        }),
      ),
  };
}

/** Beside the pool, whose time-outs are for requests. @param url a connection string, PgBouncer's in transaction mode too */
export function postgresTarget(url: string): MigrationTarget {
  return {
    async transact(work) {
      const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
      await client.connect();
      try {
        await client.query("BEGIN");
        const result = await work({
          run: async (script) => void (await client.query(script)),
          query: async (statement, values) => (await client.query(statement, values)).rows,
        });
        await client.query("COMMIT");
        return result;
      } finally {
        // What is not committed by now is rolled back.
        await client.end();
      }
    },
  };
}
