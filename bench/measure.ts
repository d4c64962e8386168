import { availableParallelism, cpus } from "node:os";
import { parseArgs } from "node:util";
import { createDatabase } from "@/bench/database";
import { type Load, prepareLoads, type Run, runLoad } from "@/bench/load";
import { type Build, type RunningStore, startStore } from "@/bench/store";
import { startPostgres } from "@/scripts/postgres.mjs";

/*
 * `npm run bench`: loads the built store on PostgreSQL. With `--against <folder>` another build, or this one with
 * another number of customers, is loaded in turns with it, so that whatever else the machine does hits both alike.
 */

/** Room for the data to stay in memory, as a real server has; commits wait for the disk, as they do there. */
const POSTGRES = { durable: true, settings: { shared_buffers: "512MB", max_wal_size: "4GB" } };
/** How many different customers the requests are spread over. */
const SHOPPERS = 480;
/** The first answers wait for code to be loaded and compiled. */
const WARM_UP_SECONDS = 3;

const { values: options } = parseArgs({
  options: {
    against: { type: "string" },
    /** Node's arguments that start the other build. */
    "against-start": { type: "string", default: "dist/server/main.js" },
    "against-customers": { type: "string", default: "1000" },
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "4" },
  },
});

type Side = { name: string; store: RunningStore; loads: Record<string, Load> };

/** What was started, to be undone in the opposite order whatever happens. */
const undo: (() => Promise<unknown>)[] = [];
try {
  await measure();
} finally {
  for (const step of undo.toReversed()) await step();
}

async function measure(): Promise<void> {
  const given = process.env.BENCH_DATABASE_URL || process.env.TEST_DATABASE_URL;
  const postgres = given ? { url: given, stop: async () => {} } : await startPostgres(POSTGRES);
  if (!postgres) throw new Error("The bench needs PostgreSQL: install its server, or set BENCH_DATABASE_URL.");
  undo.push(() => postgres.stop());

  const here = { folder: ".", start: ["dist/server/main.js"] };
  const sides = [await open("this build", here, postgres.url, 1000)];
  if (options.against) {
    const there = { folder: options.against, start: options["against-start"].split(" ") };
    sides.push(await open("the other", there, postgres.url, Number(options["against-customers"])));
  }
  console.log(`Node ${process.version} on ${availableParallelism()} × ${cpus()[0]?.model ?? "unknown"}`);
  console.log(`${"".padEnd(36)}${["CPU µs", "req/s", "p50 ms", "p99 ms"].map((title) => title.padStart(9)).join("")}`);
  for (const load of Object.keys(sides[0]?.loads ?? {})) {
    const runs = await takeTurns(sides, load);
    for (const { name } of sides) printRow(`${load}, ${name}`, runs[name] ?? []);
  }
}

async function open(name: string, build: Build, serverUrl: string, customers: number): Promise<Side> {
  const database = await createDatabase(serverUrl);
  undo.push(database.drop);
  const store = await startStore(build, database.url);
  undo.push(store.stop);
  return { name, store, loads: await prepareLoads(store.url, await database.fill(customers, SHOPPERS)) };
}

/** Runs one load on every side once a round, and once before that is not counted. */
async function takeTurns(sides: Side[], name: string): Promise<Record<string, Run[]>> {
  const runs: Record<string, Run[]> = {};
  for (let round = -1; round < Number(options.rounds); round++) {
    for (const { name: side, store, loads } of round % 2 === 0 ? sides : sides.toReversed()) {
      const load = loads[name];
      if (!load) continue;
      const run = await runLoad(store, load, round < 0 ? WARM_UP_SECONDS : Number(options.seconds));
      if (round >= 0) runs[side] = [...(runs[side] ?? []), run];
    }
  }
  return runs;
}

/** Medians over the rounds. */
function printRow(title: string, runs: Run[]): void {
  const cells = [
    median(runs, "cpuMicroseconds").toFixed(0),
    median(runs, "rate").toFixed(0),
    median(runs, "p50").toFixed(1),
    median(runs, "p99").toFixed(1),
  ];
  console.log(title.padEnd(36) + cells.map((cell) => cell.padStart(9)).join(""));
}

function median(runs: Run[], figure: keyof Run): number {
  const sorted = runs.map((run) => run[figure]).toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
