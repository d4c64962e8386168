import { randomBytes } from "node:crypto";
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { createDatabase, type Shopper } from "@/bench/database";
import { RACES, type Result } from "@/bench/race-rounds";
import { startStore } from "@/bench/store";
import { startPostgres } from "@/scripts/postgres.mjs";

/*
 * `npm run races -- [--only name]`: what must hold when many ask at the same moment, on PostgreSQL with two instances of
 * the built server (docs/races.md). Ends with 1 when something does not hold.
 */

const CUSTOMERS = 1000;
const SHOPPERS = 400;
/** Both behind one proxy, so that a race comes from as many addresses as it wants; codes are read from the dev mailbox. */
const SETTINGS = {
  APP_MODE: "test",
  DEFAULT_LANGUAGE: "en",
  MAIL_PROVIDER: "outbox",
  SMS_PROVIDER: "",
  TRUSTED_PROXIES: "1",
  LOGIN_ATTEMPTS_PER_IP: "600",
};

const { values: options } = parseArgs({ options: { only: { type: "string" } } });

const undo: (() => Promise<unknown>)[] = [];
try {
  const results = await race();
  console.table(Object.fromEntries(results.map(({ what, ...figures }) => [what, figures])));
  if (results.some(({ holds }) => !holds)) process.exitCode = 1;
} finally {
  for (const step of undo.toReversed()) await step().catch(console.error);
}

async function race(): Promise<Result[]> {
  const postgres = await startPostgres({ durable: true });
  if (!postgres) throw new Error("The races need PostgreSQL: install its server.");
  undo.push(() => postgres.stop());
  const database = await createDatabase(postgres.url);
  undo.push(database.drop);
  const settings = { ...SETTINGS, APP_SECRET: randomBytes(32).toString("hex") };
  const results: Result[] = [];
  let shoppers: Shopper[] = [];
  for (const [name, { limits, run }] of Object.entries(RACES)) {
    if (options.only && options.only !== name) continue;
    const stores = [];
    for (let count = 0; count < 2; count++) {
      const store = await startStore({ folder: ".", start: ["dist/server/main.js"] }, database.url, {
        ...settings,
        ...limits,
      });
      undo.push(store.stop);
      stores.push(store);
    }
    if (shoppers.length === 0) shoppers = await database.fill(CUSTOMERS, SHOPPERS);
    const shops = { stores, databaseUrl: database.url, serverUrl: postgres.url, shoppers };
    console.log(`${name} … (load ${loadavg()[0]?.toFixed(1)})`);
    results.push(...(await run(shops)));
    console.table(results.slice(-3));
    for (const store of stores) {
      await store.stop();
      undo.splice(undo.indexOf(store.stop), 1);
    }
  }
  return results;
}
