import { randomBytes } from "node:crypto";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { inject } from "vitest";
import { embeddedTarget, type MigrationTarget, postgresTarget } from "@/lib/platform/database/migration-target";
import { databaseUrl, query } from "@/lib/testing/database-template";

type Row = Record<string, unknown>;

/** A database without tables, of the kind that the tests run on. */
export type EmptyDatabase = {
  /** Any number of statements. @returns the last one's rows */
  execute(sql: string): Promise<Row[]>;
  target: MigrationTarget;
  close(): Promise<void>;
};

export async function openEmptyDatabase(): Promise<EmptyDatabase> {
  const template = inject("databaseTemplate");
  if (template.kind === "pglite") {
    const pglite = await PGlite.create();
    return {
      execute: async (sql) => ((await pglite.exec(sql)).at(-1)?.rows ?? []) as Row[],
      target: embeddedTarget(pglite),
      close: () => pglite.close(),
    };
  }
  // Dropped with the run's other databases, by its name.
  const name = `${template.name}_${randomBytes(4).toString("hex")}`;
  await query(template.url, `CREATE DATABASE ${name}`);
  const url = databaseUrl(template.url, name);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    execute: async (sql) => {
      const results: pg.QueryResult | pg.QueryResult[] = await client.query(sql);
      return ([results].flat().at(-1)?.rows ?? []) as Row[];
    },
    target: postgresTarget(url),
    close: () => client.end(),
  };
}
