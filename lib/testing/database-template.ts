import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { embeddedTarget, postgresTarget } from "@/lib/platform/database/migration-target";
import { applyMigrations } from "@/lib/platform/database/migrations";

/*
 * Migrates once per run; each worker starts from a copy. Without TEST_DATABASE_URL the copy is a PGlite data folder in
 * one file, with it a PostgreSQL database made from a template.
 */

export type DatabaseTemplate = { kind: "pglite"; file: string } | { kind: "postgres"; url: string; name: string };

declare module "vitest" {
  interface ProvidedContext {
    databaseTemplate: DatabaseTemplate;
  }
}

/** Whatever is numbered by 64 bits begins where 32 end, so that each test shows that nothing on its way cuts ids off. */
const PAST_32_BITS = `
  SELECT setval(seqrelid::regclass, 3000000000 + row_number() OVER ()) FROM pg_sequence WHERE seqtypid = 'bigint'::regtype`;

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env.TEST_DATABASE_URL;
  return url ? setupPostgres(project, url) : setupPglite(project);
}

async function setupPglite(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(tmpdir(), "storefront-test-"));
  const file = path.join(folder, "template.tar");
  const pglite = await PGlite.create();
  await applyMigrations(embeddedTarget(pglite));
  await pglite.exec(PAST_32_BITS);
  writeFileSync(file, new Uint8Array(await (await pglite.dumpDataDir("none")).arrayBuffer()));
  await pglite.close();
  project.provide("databaseTemplate", { kind: "pglite", file });
  return async () => rmSync(folder, { recursive: true, force: true });
}

async function setupPostgres(project: TestProject, url: string): Promise<() => Promise<void>> {
  const name = `storefront_test_${process.pid}`;
  await query(url, `CREATE DATABASE ${name}`);
  await applyMigrations(postgresTarget(databaseUrl(url, name)));
  await query(databaseUrl(url, name), PAST_32_BITS);
  project.provide("databaseTemplate", { kind: "postgres", url, name });
  return async () => {
    const { rows } = await query(url, `SELECT datname FROM pg_database WHERE datname LIKE '${name}%'`);
    for (const { datname } of rows) await query(url, `DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
  };
}

/** The same server, another database. */
export function databaseUrl(url: string, name: string): string {
  const copy = new URL(url);
  copy.pathname = `/${name}`;
  return copy.href;
}

/** The database's name in a connection string. */
export function databaseName(url: string): string {
  return new URL(url).pathname.slice(1);
}

/** One statement on a connection of its own. */
export async function query(url: string, text: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}
