import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { inject } from "vitest";
import { localFolderStorage } from "@/lib/adapters/storage/local-folder";
import { openDatabase, setDatabase } from "@/lib/db";
import { type Deps, setDeps } from "@/lib/deps";
import { getEnv } from "@/lib/env";
import { createLimits } from "@/lib/limits";
import { createLog } from "@/lib/log";
import { databaseUrl, query } from "@/lib/testing/database-template";

/** The dependencies of a test, with a clock that it can move. */
export type Shop = Deps & {
  /** Moves the clock forward for everything that asks `deps.now()`. */
  advance(milliseconds: number): void;
};

const shared = globalThis as { testShop?: Promise<Shop> };

/**
 * The worker's shop: a real migrated database of its own, files in a temporary folder, a silent log. Handlers called in
 * this worker use it.
 */
export async function openShop(): Promise<Shop> {
  shared.testShop ??= createShop();
  const shop = await shared.testShop;
  setDeps(shop);
  return shop;
}

async function createShop(): Promise<Shop> {
  await provideDatabase();
  const { db } = await openDatabase();
  const env = getEnv();
  let offset = 0;
  return {
    db,
    env,
    log: createLog("silent"),
    limits: createLimits(db, env),
    storage: localFolderStorage(mkdtempSync(path.join(tmpdir(), "storefront-files-"))),
    now: () => new Date(Date.now() + offset),
    advance: (milliseconds) => {
      offset += milliseconds;
    },
  };
}

async function provideDatabase(): Promise<void> {
  const template = inject("databaseTemplate");
  if (template.kind === "pglite") {
    setDatabase(await PGlite.create({ loadDataDir: new Blob([readFileSync(template.file)]) }));
    return;
  }
  const name = `${template.name}_${randomBytes(4).toString("hex")}`;
  await query(template.url, `CREATE DATABASE ${name} TEMPLATE ${template.name}`);
  process.env.DATABASE_URL = databaseUrl(template.url, name);
  process.env.APP_SECRET = randomBytes(32).toString("hex");
}

/** Whether this run is on a PostgreSQL server; some races need one to be races. */
export function onPostgres(): boolean {
  return inject("databaseTemplate").kind === "postgres";
}
