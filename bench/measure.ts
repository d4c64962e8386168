import { existsSync, readdirSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { type Gateway, runCodes, startGateway } from "@/bench/codes";
import { createDatabase } from "@/bench/database";
import { buildEmptyPage } from "@/bench/empty";
import { EMPTY_PAGE, everyRead } from "@/bench/every";
import { type Bounds, checkBounds, checkGates, FLAT, median, medianShare, PEER } from "@/bench/gates";
import { runHashes } from "@/bench/hashes";
import {
  type Headers,
  headersOf,
  LOADS,
  type Load,
  prepareLoads,
  RETURNING,
  type Run,
  readBy,
  runLoad,
} from "@/bench/load";
import { soak } from "@/bench/soak";
import { type Build, type RunningStore, startEmptyPage, startFloor, startPeer, startStore } from "@/bench/store";
import { startPostgres } from "@/scripts/postgres.mjs";

/*
 * `npm run bench`: loads the built store on PostgreSQL, and what it is measured against: an empty handler of Next's, Node
 * and the same statement alone, the hash of a password alone. Each round runs all of it once, so that whatever else the
 * machine does hits all alike; what is held is ratios. Other sides are loaded in turns with it (docs/bench.md): another
 * build, more customers, more processes, other products.
 */

/** Room for the data to stay in memory, as a real server has; commits wait for the disk, as they do there. */
const POSTGRES = { durable: true, settings: { shared_buffers: "512MB", max_wal_size: "4GB" } };
/** How many different customers the requests are spread over. */
const SHOPPERS = 480;
const CUSTOMERS = 1000;
/** The first answers wait for code to be loaded and compiled. */
const WARM_UP_SECONDS = 3;
/** The build that is measured. */
const OURS = "this build";
const BUILD: Build = { folder: ".", start: ["dist/server/main.js"] };
const PEERS = "bench/peers";

const { values: options } = parseArgs({
  options: {
    /** The folder of another build, and node's arguments that start it. */
    against: { type: "string" },
    "against-start": { type: "string", default: "dist/server/main.js" },
    /** Numbers of customers, and of processes, each a side of its own: 1000000,5000000. */
    customers: { type: "string", default: "" },
    processes: { type: "string", default: "" },
    /** Those of bench/peers whose packages are installed. */
    peers: { type: "boolean", default: false },
    /** Instead of what gates hold: each read of the API and each page, beside the empty handler and an empty page. */
    every: { type: "boolean", default: false },
    /** Minutes, instead of rounds. */
    soak: { type: "string" },
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "4" },
    /** Of loads, a part of their names. */
    only: { type: "string", default: "" },
  },
});

/** One kind of load on one server. */
type Measured = { load: string; side: string; run: (seconds: number) => Promise<Run> };

type Side = {
  name: string;
  build?: Build;
  customers?: number;
  settings?: Record<string, string>;
  /** What its rates may be of this build's. */
  bounds?: Bounds;
};

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

  const isWanted = ({ load }: Measured) => load.includes(options.only);
  const { store, measured } = await open({ name: OURS }, postgres.url, gateway);
  console.log(`Node ${process.version} on ${availableParallelism()} × ${cpus()[0]?.model ?? "unknown"}`);
  if (options.soak) {
    // What it is measured against is somebody else's memory.
    const others: string[] = [LOADS.floor, LOADS.writeFloor, LOADS.hash];
    const own = measured.filter(({ load }) => !others.includes(load));
    if (!(await soak(store, own.filter(isWanted), Number(options.soak)))) process.exitCode = 1;
    return;
  }
  const sides = otherSides();
  for (const side of sides) measured.push(...(await open(side, postgres.url, gateway)).measured);
  const peers = options.peers ? installedPeers() : [];
  for (const peer of peers) measured.push(await openPeer(peer, postgres.url));

  const runs = await takeTurns(measured.filter(isWanted));
  const { residentBytes, heapBytes, externalBytes } = await store.usage();
  console.log(`${"".padEnd(46)}${["CPU µs", "1/s", "p50 ms", "p99 ms"].map((title) => title.padStart(9)).join("")}`);
  for (const [name, all] of runs) printRow(name, all);
  const [objects, buffers] = [heapBytes, externalBytes].map((bytes) => (bytes / 2 ** 20).toFixed(0));
  console.log(`memory: ${objects} MB of objects, ${buffers} MB of buffers`);
  const runsOf = (load: string, side: string) => runs.get(`${load}, ${side}`);
  const checks = [
    ...checkGates({ runs: (load) => runsOf(load, OURS), residentBytes, readyMs: store.readyMs }),
    ...[...sides, ...peers.map((name) => ({ name, bounds: PEER }))].flatMap(({ name, bounds = {} }) =>
      Object.values(LOADS).flatMap((load) => {
        const share = medianShare("rate", runsOf(load, name), runsOf(load, OURS));
        return share === undefined ? [] : checkBounds(`${load}, ${name}: rate of ${OURS}'s`, share, bounds);
      }),
    ),
  ];
  for (const { line } of checks) console.log(line);
  if (checks.some(({ holds }) => !holds)) process.exitCode = 1;
}

function otherSides(): Side[] {
  const start = options["against-start"].split(" ");
  const numbers = (list: string) => list.split(",").filter(Boolean).map(Number);
  return [
    ...(options.against ? [{ name: "the other", build: { folder: options.against, start } }] : []),
    ...numbers(options.customers).map((customers) => ({ name: `${customers} customers`, customers, bounds: FLAT })),
    ...numbers(options.processes).map((count) => ({
      name: `${count} processes`,
      settings: { WEB_CONCURRENCY: String(count) },
    })),
  ];
}

/** Starts a build on a database of its own, which an earlier start has migrated. */
async function open(
  { name: side, build = BUILD, customers = CUSTOMERS, settings = {} }: Side,
  serverUrl: string,
  gateway: Gateway,
) {
  const database = await createDatabase(serverUrl);
  undo.push(database.drop);
  const all = { ...gateway.settings, ...settings };
  await (await startStore(build, database.url, all)).stop();
  const shoppers = await database.fill(customers, SHOPPERS);
  const store = await startStore(build, database.url, all);
  undo.push(store.stop);
  const headers = [];
  for (const shopper of shoppers) headers.push(await headersOf(store.url, shopper));
  if (options.every) return { store, measured: await openEvery(store, headers) };
  const loads = prepareLoads(shoppers, headers);
  const phones = shoppers.slice(0, RETURNING).map(({ phone }) => phone);
  const measured: Measured[] = [
    ...Object.entries(loads).map(([load, requests]) => loaded(load, side, store, requests)),
    { load: LOADS.codes, side, run: (seconds) => runCodes(store, gateway, phones, seconds) },
    { load: LOADS.hotCode, side, run: (seconds) => runCodes(store, gateway, phones.slice(0, 1), seconds) },
  ];
  if (side === OURS) {
    const floor = await startFloor(database.url);
    undo.push(floor.stop);
    const { [LOADS.read]: read, [LOADS.write]: write } = loads;
    if (read) measured.push(loaded(LOADS.floor, side, floor, read));
    if (write) measured.push(loaded(LOADS.writeFloor, side, floor, write));
    measured.push({ load: LOADS.hash, side, run: runHashes });
  }
  return { store, measured };
}

async function openEvery(store: RunningStore, headers: Headers[]): Promise<Measured[]> {
  await buildEmptyPage();
  const empty = await startEmptyPage();
  undo.push(empty.stop);
  const loads = await everyRead(store.url, headers);
  return [
    loaded(EMPTY_PAGE, OURS, empty, readBy(headers, "/")),
    ...Object.entries(loads).map(([load, requests]) => loaded(load, OURS, store, requests)),
  ];
}

function installedPeers(): string[] {
  const names = readdirSync(PEERS).filter((name) => existsSync(path.join(PEERS, name, "node_modules")));
  if (names.length === 0) throw new Error(`No other product is installed: see ${PEERS}/README.md.`);
  return names;
}

/** Starts another product, which says itself how its own profile is read. */
async function openPeer(name: string, serverUrl: string): Promise<Measured> {
  const database = await createDatabase(serverUrl);
  undo.push(database.drop);
  const peer = await startPeer(path.join(PEERS, name), database.url);
  undo.push(peer.stop);
  const requests = (await (await fetch(`${peer.url}/bench-load`)).json()) as Load["requests"];
  return loaded(LOADS.read, name, peer, { connections: 16, requests });
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
