import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ensureBrowser } from "./browser.mjs";
import { startPostgres } from "./postgres.mjs";
import { buildForTests, checkEnvironment, fail, generate, install, run, StepFailed } from "./prepare.mjs";
import { runShops } from "./shops.mjs";
import { readPlaywrightReport, readVitestReport } from "./test-reports.mjs";

/*
 * `npm test` and its relatives: `test.mjs [quick|all|verify|e2e|pg|faults|shops|loyalty-contract]`. Every step runs even when an
 * earlier one failed; the last line counts all of them, and the ones before it name what failed.
 */

const CHECKS = [
  ["Format and lint", checkFormatAndLint],
  ["Types", checkTypes],
  ["Structure", () => runProgram("scripts/check-structure.mjs")],
  ["Commit subjects", () => runProgram("scripts/check-commits.mjs")],
];
const UNIT = ["Unit and integration tests", runVitest];
const UNIT_ON_POSTGRES = ["Unit and integration tests on PostgreSQL", runVitestOnPostgres];
/** After what needs no build. */
const WEIGHT = ["Weight of the pages", checkWeight];

/** Of playwright.config.ts: each journey once, axe once on each page, production and durability. */
const QUICK_PROJECTS = ["journeys", "axe", "server"].map((name) => `--project=${name}`);
/** What another database, or another way of serving, could break. */
const API_AND_JOURNEYS = [
  ...["--project=journeys", "--project=server"],
  ...["journeys/", "server/conformance", "server/integrator", "server/limits"].map((place) => `e2e/${place}`),
];

const LOYALTY_CONTRACT = "lib/adapters/loyalty-provider/loyalty-provider.test.ts";

/** Each step takes the command line's further arguments. */
const SUITES = {
  quick: [...CHECKS, UNIT, WEIGHT, ["Journeys, axe, production and durability", () => runPlaywright(QUICK_PROJECTS)]],
  all: [
    ...CHECKS,
    UNIT,
    UNIT_ON_POSTGRES,
    WEIGHT,
    ["Everything in a browser", runPlaywright],
    ["Journeys on PostgreSQL", runJourneysOnPostgres],
    ["Shops of their own", checkShops],
    ["Journeys on next start", () => runPlaywright(API_AND_JOURNEYS, { E2E_SERVER: "next" })],
  ],
  verify: [...CHECKS, UNIT],
  e2e: [["Everything in a browser", runPlaywright]],
  pg: [UNIT_ON_POSTGRES],
  faults: [["Faults, with real processes", runFaults]],
  shops: [["Shops of their own", checkShops]],
  "loyalty-contract": [["The loyalty contract", () => runVitest([LOYALTY_CONTRACT])]],
};

const reports = mkdtempSync(path.join(tmpdir(), "storefront-reports-"));
/** @type {import("./test-reports.mjs").Counts} */
const total = { passed: 0, failed: 0, skipped: 0, failures: [] };
const started = Date.now();

try {
  const [suite = "quick", ...rest] = process.argv.slice(2);
  const steps = SUITES[suite];
  if (!steps) throw new StepFailed(`There is no suite "${suite}": choose one of ${Object.keys(SUITES).join(", ")}.`);
  checkEnvironment();
  await install();
  await generate();
  for (const [index, [title, step]] of steps.entries()) {
    console.log(`\n— ${index + 1} of ${steps.length}, after ${elapsed()}: ${title}`);
    try {
      add(await step(rest));
    } catch (error) {
      if (!(error instanceof StepFailed)) throw error;
      add({ passed: 0, failed: 1, failures: [error.message] });
    }
  }
  console.log(`\nDone in ${elapsed()}.`);
  for (const line of total.failures) console.log(`FAILED: ${line}`);
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
  console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
  process.exitCode = total.failed === 0 ? 0 : 1;
} catch (error) {
  fail(error);
} finally {
  rmSync(reports, { recursive: true, force: true });
}

function elapsed() {
  const seconds = Math.round((Date.now() - started) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} min`;
}

/** A check that has no tests of its own to count. */
async function runProgram(...args) {
  const code = await run(process.execPath, args, { allowFailure: true });
  return code === 0
    ? { passed: 1, failed: 0, failures: [] }
    : { passed: 0, failed: 1, failures: [`${path.basename(args[0])} found faults; they are listed above`] };
}

function checkFormatAndLint() {
  return runProgram("node_modules/@biomejs/biome/bin/biome", "ci", "--max-diagnostics=50", "--error-on-warnings");
}

async function checkTypes() {
  // Next writes the types of routes and of its own environment.
  await run(process.execPath, ["node_modules/next/dist/bin/next", "typegen"], { quiet: true });
  return runProgram("node_modules/typescript/bin/tsc", "--noEmit");
}

async function checkWeight() {
  await buildForTests();
  return runProgram("node_modules/size-limit/bin.js", "--silent");
}

async function runVitest(args = [], env = {}, { countsSkipped = false } = {}) {
  const report = path.join(reports, `vitest-${Date.now()}.json`);
  const reporters = ["default", "json", "./scripts/progress-reporter.mjs"].map((name) => `--reporter=${name}`);
  const code = await run(
    process.execPath,
    ["node_modules/vitest/vitest.mjs", "run", ...reporters, `--outputFile.json=${report}`, ...args],
    { allowFailure: true, env },
  );
  const counts = count(report, code, (json) => readVitestReport(json, process.cwd()));
  return countsSkipped ? counts : { ...counts, skipped: 0 };
}

async function runVitestOnPostgres(args) {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return runVitest(args, { TEST_DATABASE_URL: given });
  return onPostgres((url) => runVitest(args, { TEST_DATABASE_URL: url }));
}

/** What a machine lacks the programs for is told in the table, and counted. */
async function runFaults(args) {
  await buildForTests();
  return runVitest(["--config", "e2e/faults/vitest.config.ts", ...args], {}, { countsSkipped: true });
}

/** @param {string[]} names of shops; all of them unless told */
function checkShops(names) {
  const faulty = runShops(names.length > 0 ? names : undefined);
  return {
    passed: faulty.length === 0 ? 1 : 0,
    failed: faulty.length,
    failures: faulty.map((name) => `the shop ${name} has faults; they are listed above`),
  };
}

function runJourneysOnPostgres() {
  const secret = randomBytes(32).toString("hex");
  return onPostgres((url) => runPlaywright(API_AND_JOURNEYS, { DATABASE_URL: url, APP_SECRET: secret }));
}

/** Does some work with a PostgreSQL server that is started for it. */
async function onPostgres(work) {
  const server = await startPostgres();
  if (!server) {
    throw new StepFailed(
      "No PostgreSQL here: install its server (Debian: apt-get install postgresql; macOS: brew install postgresql), or set TEST_DATABASE_URL to one whose user may create databases.",
    );
  }
  try {
    return await work(server.url);
  } finally {
    await server.stop();
  }
}

async function runPlaywright(args = [], env = {}) {
  const browser = await ensureBrowser();
  const { default: getPort } = await import("get-port");
  await buildForTests();
  const data = mkdtempSync(path.join(tmpdir(), "storefront-e2e-"));
  const report = path.join(reports, `playwright-${Date.now()}.json`);
  const code = await run(
    process.execPath,
    ["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json", ...args],
    {
      allowFailure: true,
      env: {
        E2E_PORT: String(await getPort()),
        E2E_DATA: data,
        E2E_BROWSER: browser,
        PLAYWRIGHT_JSON_OUTPUT_NAME: report,
        ...env,
      },
    },
  );
  rmSync(data, { recursive: true, force: true });
  return count(report, code, readPlaywrightReport);
}

/** A report's numbers; a runner that failed without failing a test has failed all the same. */
function count(report, code, read) {
  let counts = { passed: 0, failed: 0, skipped: 0, failures: [] };
  try {
    counts = read(JSON.parse(readFileSync(report, "utf8")));
  } catch (error) {
    counts.failures.push(`There is no report: ${error.message}`);
  }
  const ranNothing = counts.passed + counts.failed + counts.skipped === 0;
  if (counts.failed === 0 && (code !== 0 || ranNothing)) counts.failed = 1;
  if (counts.failed > 0 && counts.failures.length === 0) counts.failures.push(`The runner exited with ${code}.`);
  return counts;
}

function add({ passed, failed, skipped = 0, failures }) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  total.failures.push(...failures);
}
