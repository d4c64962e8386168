import { type BenchDatabase, createEmbeddedDatabase, createPostgresDatabase } from "@/bench/database";
import { type Load, type LoadName, prepareLoads, type Run, runLoad } from "@/bench/load";
import {
  describeMachine,
  printTable,
  printVerdicts,
  type Summary,
  summarize,
  type Verdict,
  writeResults,
} from "@/bench/report";
import { type StoreServer, startStore } from "@/bench/server";
import { FULL, GOALS, type Plan, QUICK, SESSIONS } from "@/bench/settings";

/*
 * The measurement itself; `bench/run.mjs` has built the store and found the database server before. Loads take turns over
 * several rounds, each round in another order, so that whatever else the machine does meanwhile hits all of them alike.
 *
 * The empty handler is a Next route handler served by Next, as in any Next application; our own endpoints are served past
 * Next's dispatch (server/api.ts). `csrf_token` is the least that one of ours does: a signature, no query.
 */

/** The first answers wait for code to be loaded and compiled, on a busy machine for longer than a short run. */
const WARM_UP_SECONDS = 3;

const plan = process.argv.includes("--quick") ? QUICK : FULL;
/** What was started, to be undone in the opposite order whatever happens. */
const undo: (() => Promise<void>)[] = [];

try {
  await measure(plan);
} catch (error) {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exitCode = 1;
} finally {
  for (const step of undo.toReversed()) await step();
}

async function measure({ rounds, pairs, secondsPerRun, customers, manyCustomers }: Plan): Promise<void> {
  const machine = describeMachine();
  console.log(`Node ${machine.node} on ${machine.processors} × ${machine.processor}.`);
  const serverUrl = process.env.BENCH_DATABASE_URL || null;
  const few = await open(serverUrl, customers);
  const { empty, light, get, patch, signIn } = await loadsOn(few);

  const main = await takeTurns({ empty, light, get, patch, signIn }, rounds, secondsPerRun);
  const summaries = summarizeAll(main, main.empty ?? []);
  printTable(
    `${count(customers)} customers, ${rounds} rounds of ${secondsPerRun} s`,
    "empty",
    named(summaries, { empty, light, get, patch, signIn }),
  );
  const verdicts = mainVerdicts(summaries);

  let flatness: Record<string, Run[]> | null = null;
  if (serverUrl) {
    // Fresh servers for both: the one above has run for minutes, and its code is compiled better than a newcomer's.
    const quiet = await loadsOn(few);
    const crowded = await loadsOn(await open(serverUrl, manyCustomers));
    const loads = { get: quiet.get, getMany: crowded.get, patch: quiet.patch, patchMany: crowded.patch };
    flatness = await takeTurns(loads, pairs, secondsPerRun);
    const rows: [string, Summary][] = [
      [`GET profile, ${count(customers)}`, summarize(flatness.get ?? [], flatness.get ?? [])],
      [`GET profile, ${count(manyCustomers)}`, summarize(flatness.getMany ?? [], flatness.get ?? [])],
      [`PATCH profile, ${count(customers)}`, summarize(flatness.patch ?? [], flatness.patch ?? [])],
      [`PATCH profile, ${count(manyCustomers)}`, summarize(flatness.patchMany ?? [], flatness.patch ?? [])],
    ];
    printTable(`The same with ${count(manyCustomers)} customers`, "few", rows);
    verdicts.push(...flatnessVerdicts(rows));
  } else {
    console.log("\nThe comparison with a million customers needs PostgreSQL; it was left out.");
  }
  if (serverUrl) printVerdicts(verdicts);
  else console.log("The goals are for PostgreSQL; the embedded database is for trying out.");
  const database = serverUrl ? "postgresql" : "pglite";
  const file = writeResults({
    measuredAt: new Date(),
    machine,
    database,
    plan,
    summaries,
    verdicts,
    runs: { main, flatness },
  });
  console.log(`\nWrote ${file}.`);
}

async function open(serverUrl: string | null, customers: number): Promise<BenchDatabase> {
  console.log(`Making a database of ${count(customers)} customers …`);
  const database = serverUrl
    ? await createPostgresDatabase(serverUrl, customers)
    : await createEmbeddedDatabase(customers);
  undo.push(database.drop);
  return database;
}

async function loadsOn(database: BenchDatabase): Promise<Record<LoadName, Load>> {
  const store: StoreServer = await startStore(database.environment);
  undo.push(store.stop);
  return prepareLoads(store.url, database.shoppers(SESSIONS));
}

/** Runs every load once a round, after one short run each that is not counted: the first requests compile code. */
async function takeTurns(loads: Record<string, Load>, rounds: number, seconds: number): Promise<Record<string, Run[]>> {
  const names = Object.keys(loads);
  const runs: Record<string, Run[]> = Object.fromEntries(names.map((name) => [name, []]));
  for (const load of Object.values(loads)) await runLoad(load, WARM_UP_SECONDS);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(turn + round) % names.length] ?? "";
      const load = loads[name];
      if (load) runs[name]?.push(await runLoad(load, seconds));
    }
  }
  return runs;
}

function summarizeAll(runs: Record<string, Run[]>, base: Run[]): Record<string, Summary> {
  return Object.fromEntries(Object.entries(runs).map(([name, own]) => [name, summarize(own, base)]));
}

function named(summaries: Record<string, Summary>, loads: Record<string, Load>): [string, Summary][] {
  return Object.entries(summaries).map(([name, summary]) => {
    const load = loads[name];
    return [load ? `${load.name}, ${load.connections} connections` : name, summary];
  });
}

function mainVerdicts({ get, patch }: Record<string, Summary>): Verdict[] {
  const atLeast = (goal: string, reached = 0, wanted = 0): Verdict => ({
    goal,
    reached,
    wanted: `at least ${wanted}`,
    met: reached >= wanted,
  });
  const atMost = (goal: string, reached = Number.POSITIVE_INFINITY, wanted = 0): Verdict => ({
    goal,
    reached,
    wanted: `at most ${wanted}`,
    met: reached <= wanted,
  });
  return [
    atLeast("GET profile, rate as a share of the empty handler's", get?.rateShare, GOALS.getRate),
    atLeast("PATCH profile, rate as a share of the empty handler's", patch?.rateShare, GOALS.patchRate),
    atMost("GET profile, p99 as a multiple of the empty handler's", get?.p99Share, GOALS.p99),
    atMost("PATCH profile, p99 as a multiple of the empty handler's", patch?.p99Share, GOALS.p99),
  ];
}

function flatnessVerdicts(rows: [string, Summary][]): Verdict[] {
  return [rows[1], rows[3]].flatMap((row) => {
    if (!row) return [];
    const [name, { rateShare }] = row;
    const wanted = `within ${1 - GOALS.flatness} and ${1 + GOALS.flatness}`;
    return {
      goal: `${name}, of the rate with few`,
      reached: rateShare,
      wanted,
      met: Math.abs(rateShare - 1) <= GOALS.flatness,
    };
  });
}

function count(number: number): string {
  return number.toLocaleString("en");
}
