import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { inject } from "vitest";
import { devMailboxMail } from "@/lib/adapters/mail/dev-mailbox";
import { devMailboxSms } from "@/lib/adapters/sms/dev-mailbox";
import { localFolderStorage } from "@/lib/adapters/storage/local-folder";
import { httpWebhooks } from "@/lib/adapters/webhook/http";
import { createLoyaltyProgrammes, type Deps, setDeps } from "@/lib/deps";
import { jobRegistry } from "@/lib/jobs";
import { createMetrics } from "@/lib/metrics";
import { DAY_MS } from "@/lib/platform/dates";
import { openDatabase, setDatabase } from "@/lib/platform/db";
import { getEnv } from "@/lib/platform/env";
import { createLimits } from "@/lib/platform/limits";
import { createLog } from "@/lib/platform/log";
import { changeSetting } from "@/lib/settings/service";
import { databaseName, query } from "@/lib/testing/database-template";
import { watchPorts, watchTransactions } from "@/lib/testing/held-transactions";
import { DELIVER } from "@/lib/webhooks/rules";

/** The dependencies of a test. */
export type Shop = Deps;

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

/**
 * Does some work while handlers use other dependencies: another clock, a storage that fails, a log that is read.
 * Afterwards the shop is as it was, whatever happened.
 */
export async function serveWith<T>(
  shop: Shop,
  overrides: Partial<Deps>,
  work: (changed: Shop) => Promise<T>,
): Promise<T> {
  const changed = watchPorts({ ...shop, ...overrides });
  setDeps(changed);
  try {
    return await work(changed);
  } finally {
    setDeps(shop);
  }
}

/** Undoes what a file has set up, so that the next one of its worker finds a new shop's settings and no webhooks. */
export async function resetShop(): Promise<void> {
  if (!shared.testShop) return;
  const shop = await shared.testShop;
  await shop.db.webhookEndpoint.deleteMany();
  await shop.db.job.deleteMany({ where: { kind: { startsWith: DELIVER } } });
  if ((await shop.db.setting.count()) === 0) return;
  await changeSetting(shop, "CUSTOMER_LOYALTY_CARD_SERVICE", null);
  await changeSetting(shop, "CLIENT_TYPES", {});
  await shop.db.setting.deleteMany();
}

/** Does some work while a process cannot make its dependencies. */
export async function serveNothing<T>(shop: Shop, error: Error, work: () => Promise<T>): Promise<T> {
  const failing = Promise.reject(error);
  failing.catch(() => {});
  setDeps(failing);
  try {
    return await work();
  } finally {
    setDeps(shop);
  }
}

/** Does some work when that many days have gone by. */
export function daysLater<T>(shop: Shop, days: number, work: (later: Shop) => Promise<T>): Promise<T> {
  return serveWith(shop, { now: () => new Date(Date.now() + days * DAY_MS) }, work);
}

async function createShop(): Promise<Shop> {
  await provideDatabase();
  const db = watchTransactions((await openDatabase()).db);
  const env = getEnv();
  const log = createLog("silent");
  const metrics = createMetrics();
  const now = () => new Date();
  return watchPorts({
    db,
    env,
    log,
    limits: createLimits(db, env),
    storage: localFolderStorage(temporaryFolder()),
    sms: devMailboxSms(db, now),
    mail: devMailboxMail(db),
    webhooks: httpWebhooks({ needsTls: false, allowsPrivate: true }),
    identityProvider: null,
    wallets: { apple: null, google: null },
    loyalty: createLoyaltyProgrammes({ db, env, log, metrics, now }),
    jobs: jobRegistry,
    fields: [],
    metrics,
    now,
    worlds: null,
  });
}

async function provideDatabase(): Promise<void> {
  const template = inject("databaseTemplate");
  if (template.kind === "pglite") {
    setDatabase(await PGlite.create({ loadDataDir: new Blob([readFileSync(template.file)]) }));
    return;
  }
  // setup.ts has named the worker's database in the environment already.
  await query(template.url, `CREATE DATABASE ${databaseName(getEnv().DATABASE_URL ?? "")} TEMPLATE ${template.name}`);
}

/** Whether this run is on a PostgreSQL server; some races need one to be races. */
export function onPostgres(): boolean {
  return inject("databaseTemplate").kind === "postgres";
}

function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "storefront-files-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
