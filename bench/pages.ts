import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import autocannon from "autocannon";
import { Client } from "pg";
import { createDatabase, type Shopper } from "@/bench/database";
import { buildEmptyPage, withEmptyPage } from "@/bench/empty-page";
import { startStore } from "@/bench/store";
import { startPostgres } from "@/scripts/postgres.mjs";
import { fail } from "@/scripts/prepare.mjs";

/*
 * `npm run bench:pages -- [--rounds 5] [--seconds 4]`: how many pages a second the built store renders on PostgreSQL, each
 * for people who are signed in, in turns with an empty page of Next's, so that whatever else the machine does hits all alike.
 */

const CONNECTIONS = 16;
const CUSTOMERS = 1000;
/** How many different customers the requests are spread over. */
const SHOPPERS = 480;
/** The first pages wait for code to be loaded and compiled. */
const WARM_UP_SECONDS = 3;
const PATHS = [
  ...["/account", "/account/profile", "/account/preferences", "/account/segments", "/account/loyalty"],
  ...["/account/security", "/account/privacy", "/login", "/"],
];

/** Answers a second, milliseconds, and how often a page asks the database. */
type Figures = { rate: number; p50: number; p99: number; transactions: number };

const { values: options } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, seconds: { type: "string", default: "4" } },
});

try {
  const given = process.env.BENCH_DATABASE_URL || process.env.TEST_DATABASE_URL;
  const postgres = given ? { url: given, stop: async () => {} } : await startPostgres();
  if (!postgres) throw new Error("The bench needs PostgreSQL: install its server, or set BENCH_DATABASE_URL.");
  const database = await createDatabase(postgres.url);
  const store = await startStore({ folder: ".", start: ["dist/server/main.js"] }, database.url);
  try {
    const shoppers = await database.fill(CUSTOMERS, SHOPPERS);
    await buildEmptyPage();
    await withEmptyPage((empty) => measure(store.url, shoppers, empty, database.url));
  } finally {
    await store.stop();
    await database.drop();
    await postgres.stop();
  }
} catch (error) {
  fail(error);
}

async function measure(shop: string, shoppers: Shopper[], empty: string, databaseUrl: string): Promise<void> {
  const sides = [{ name: "empty page", url: empty }, ...PATHS.map((path) => ({ name: path, url: shop + path }))];
  const rounds: Record<string, Figures[]> = {};
  for (let round = -1; round < Number(options.rounds); round++) {
    for (const { name, url } of round % 2 === 0 ? sides : sides.toReversed()) {
      const before = await transactionsOf(databaseUrl);
      const { answers, ...taken } = await load(url, shoppers, round < 0 ? WARM_UP_SECONDS : Number(options.seconds));
      const transactions = ((await transactionsOf(databaseUrl)) - before) / answers;
      if (round >= 0) rounds[name] = [...(rounds[name] ?? []), { ...taken, transactions }];
    }
  }
  const floor = medians(rounds["empty page"] ?? []);
  console.table(
    Object.fromEntries(
      Object.entries(rounds).map(([name, figures]) => {
        const own = medians(figures);
        return [name, { ...own, "of the empty page's rate": Number((own.rate / floor.rate).toFixed(2)) }];
      }),
    ),
  );
}

/** @throws when an answer is an error or does not come: such figures would be of something else */
async function load(
  url: string,
  shoppers: Shopper[],
  seconds: number,
): Promise<Omit<Figures, "transactions"> & { answers: number }> {
  // A guest's page leads whoever is signed in elsewhere.
  const isGuests = new URL(url).pathname === "/login";
  const { requests, latency, errors, non2xx } = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    requests: shoppers.map(({ sessionToken }) => ({
      headers: { accept: "text/html", ...(!isGuests && { cookie: `osessionid=${sessionToken}` }) },
    })),
  });
  if (errors > 0 || non2xx > 0) throw new Error(`${url}: ${non2xx} answers were not 2xx, ${errors} did not come.`);
  return { rate: requests.average, p50: latency.p50, p99: latency.p99, answers: requests.total };
}

/** Connections report theirs within a second of their last one. */
const REPORTED_WITHIN_MS = 1500;

async function transactionsOf(databaseUrl: string): Promise<number> {
  await sleep(REPORTED_WITHIN_MS);
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()");
  await client.end();
  return Number(rows[0].xact_commit);
}

function medians(rounds: Figures[]): Figures {
  const middle = (figure: keyof Figures) =>
    rounds.map((round) => round[figure]).toSorted((a, b) => a - b)[Math.floor(rounds.length / 2)] ?? Number.NaN;
  return {
    rate: Math.round(middle("rate")),
    p50: middle("p50"),
    p99: middle("p99"),
    transactions: Number(middle("transactions").toFixed(1)),
  };
}
