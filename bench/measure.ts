import { availableParallelism, cpus } from "node:os";
import { parseArgs } from "node:util";
import { type Gateway, runCodes, startGateway } from "@/bench/codes";
import { createDatabase } from "@/bench/database";
import { checkGates, median } from "@/bench/gates";
import { runHashes } from "@/bench/hashes";
import { LOADS, type Load, prepareLoads, type Run, runLoad } from "@/bench/load";
import { type Build, type RunningStore, startFloor, startStore } from "@/bench/store";
import { startPostgres } from "@/scripts/postgres.mjs";

/*
 * `npm run bench`: loads the built store on PostgreSQL, and what it is measured against: an empty handler of Next's, Node
 * and the same statement alone, the hash of a password alone. Each round runs all of it once, so that whatever else the
 * machine does hits all alike; what is held is ratios. With `--against <folder>` another build, or this one with another
 * number of customers, is loaded in turns with it.
 */

/** Room for the data to stay in memory, as a real server has; commits wait for the disk, as they do there. */
const POSTGRES = { durable: true, settings: { shared_buffers: "512MB", max_wal_size: "4GB" } };
/** How many different customers the requests are spread over. */
const SHOPPERS = 480;
/** The first answers wait for code to be loaded and compiled. */
const WARM_UP_SECONDS = 3;
/** The build that is measured. */
const OURS = "this build";

const { values: options } = parseArgs({
  options: {
    against: { type: "string" },
    /** Node's arguments that start the other build. */
    "against-start": { type: "string", default: "dist/server/main.js" },
    "against-customers": { type: "string", default: "1000" },
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "4" },
    /** Of loads, a part of their names. */
    only: { type: "string", default: "" },
  },
});

/** One kind of load on one server. */
type Measured = { load: string; side: string; run: (seconds: number) => Promise<Run> };

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
  const gateway = await startGateway();
  undo.push(gateway.stop);

  const { store, measured } = await open(OURS, { folder: ".", start: ["dist/server/main.js"] }, postgres.url, gateway);
  if (options.against) {
    const there = { folder: options.against, start: options["against-start"].split(" ") };
    measured.push(
      ...(await open("the other", there, postgres.url, gateway, Number(options["against-customers"]))).measured,
    );
  }
  console.log(`Node ${process.version} on ${availableParallelism()} × ${cpus()[0]?.model ?? "unknown"}`);
  const runs = await takeTurns(measured.filter(({ load }) => load.includes(options.only)));
  const { residentBytes } = await store.usage();
  console.log(`${"".padEnd(46)}${["CPU µs", "1/s", "p50 ms", "p99 ms"].map((title) => title.padStart(9)).join("")}`);
  for (const [name, all] of runs) printRow(name, all);
  const gates = checkGates({ runs: (load) => runs.get(`${load}, ${OURS}`), residentBytes, readyMs: store.readyMs });
  for (const { line } of gates) console.log(line);
  if (gates.some(({ holds }) => !holds)) process.exitCode = 1;
}

/** Starts a build on a database of its own, which an earlier start has migrated. */
async function open(side: string, build: Build, serverUrl: string, gateway: Gateway, customers = 1000) {
  const database = await createDatabase(serverUrl);
  undo.push(database.drop);
  await (await startStore(build, database.url, gateway.settings)).stop();
  const shoppers = await database.fill(customers, SHOPPERS);
  const store = await startStore(build, database.url, gateway.settings);
  undo.push(store.stop);
  const loads = await prepareLoads(store.url, shoppers);
  const phones = shoppers.map(({ phone }) => phone);
  const measured: Measured[] = [
    ...Object.entries(loads).map(([load, requests]) => loaded(load, side, store, requests)),
    { load: LOADS.codes, side, run: (seconds) => runCodes(store, gateway, phones, seconds) },
    { load: LOADS.hotCode, side, run: (seconds) => runCodes(store, gateway, phones.slice(0, 1), seconds) },
  ];
  if (side === OURS) {
    const floor = await startFloor(database.url);
    undo.push(floor.stop);
    const read = loads[LOADS.read];
    if (read) measured.push(loaded(LOADS.floor, side, floor, read));
    measured.push({ load: LOADS.hash, side, run: runHashes });
  }
  return { store, measured };
}

function loaded(load: string, side: string, store: RunningStore, requests: Load): Measured {
  return { load, side, run: (seconds) => runLoad(store, requests, seconds) };
}

/** Runs everything once a round, forwards and backwards in turns, and once before that is not counted. */
async function takeTurns(measured: Measured[]): Promise<Map<string, Run[]>> {
  const runs = new Map<string, Run[]>(measured.map(({ load, side }) => [`${load}, ${side}`, []]));
  for (let round = -1; round < Number(options.rounds); round++) {
    for (const { load, side, run } of round % 2 === 0 ? measured : measured.toReversed()) {
      const done = await run(round < 0 ? WARM_UP_SECONDS : Number(options.seconds));
      if (round < 0) continue;
      // In the order of rounds, since shares are taken within one.
      runs.get(`${load}, ${side}`)?.push(done);
    }
  }
  return runs;
}

/** Medians over the rounds. */
function printRow(title: string, runs: Run[]): void {
  const cells = [
    median(runs.map((run) => run.cpuMicroseconds)).toFixed(0),
    median(runs.map((run) => run.rate)).toFixed(0),
    median(runs.map((run) => run.p50)).toFixed(1),
    median(runs.map((run) => run.p99)).toFixed(1),
  ];
  console.log(title.padEnd(46) + cells.map((cell) => cell.padStart(9)).join(""));
}
