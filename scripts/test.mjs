import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ensureBrowser } from "./browser.mjs";
import { buildForTests, checkGround, fail, generate, install, run, StepFailed } from "./prepare.mjs";
import { readPlaywrightReport, readVitestReport } from "./test-reports.mjs";

/*
 * `npm test` and its parts: `test.mjs [quick|all|verify|e2e|pg]`. Every step runs even when an earlier one failed; the
 * last line counts all of them, and the ones before it name what failed.
 */

/** Of playwright.config.ts: each journey once, axe once on each page, production and durability. */
const QUICK_PROJECTS = ["journeys", "axe", "server"].map((name) => `--project=${name}`);

const SUITES = {
  quick: [checkFormatAndLint, checkTypes, checkStructure, checkCommits, runVitest, () => runEndToEnd(QUICK_PROJECTS)],
  all: [checkFormatAndLint, checkTypes, checkStructure, checkCommits, runVitest, runVitestOnPostgres, runEndToEnd],
  verify: [checkFormatAndLint, checkTypes, checkStructure, checkCommits, runVitest],
  e2e: [runEndToEnd],
  pg: [runVitestOnPostgres],
};

const reports = mkdtempSync(path.join(tmpdir(), "storefront-reports-"));
/** @type {import("./test-reports.mjs").Counts} */
const total = { passed: 0, failed: 0, failures: [], flaky: [] };

try {
  const [suite = "quick", ...rest] = process.argv.slice(2);
  const steps = SUITES[suite];
  if (!steps) throw new StepFailed(`There is no suite "${suite}": choose one of ${Object.keys(SUITES).join(", ")}.`);
  checkGround();
  await install();
  await generate();
  for (const step of steps) await step(rest);
  console.log("");
  for (const line of total.flaky) console.log(`FLAKY: ${line}`);
  for (const line of total.failures) console.log(`FAILED: ${line}`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 ? 0 : 1;
} catch (error) {
  fail(error);
} finally {
  rmSync(reports, { recursive: true, force: true });
}

/** Notes one check that has no tests of its own to count. */
async function check(title, command, args) {
  console.log(`\n— ${title}`);
  const code = await run(command, args, { allowFailure: true });
  if (code === 0) total.passed += 1;
  else add({ passed: 0, failed: 1, failures: [title], flaky: [] });
}

function checkFormatAndLint() {
  return check("Format and lint", process.execPath, [
    "node_modules/@biomejs/biome/bin/biome",
    "ci",
    "--max-diagnostics=50",
    "--error-on-warnings",
  ]);
}

async function checkTypes() {
  // Next writes the types of routes and of its own environment.
  await run(process.execPath, ["node_modules/next/dist/bin/next", "typegen"], { quiet: true });
  await check("Types", process.execPath, ["node_modules/typescript/bin/tsc", "--noEmit"]);
}

async function checkStructure() {
  if (existsSync("scripts/check-structure.mjs")) {
    await check("Structure", process.execPath, ["scripts/check-structure.mjs"]);
  }
}

function checkCommits() {
  return check("Commit subjects", process.execPath, ["scripts/check-commits.mjs"]);
}

async function runVitest(args = [], env = {}) {
  console.log("\n— Unit and integration tests");
  const report = path.join(reports, `vitest-${Date.now()}.json`);
  const code = await run(
    process.execPath,
    [
      "node_modules/vitest/vitest.mjs",
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
      ...args,
    ],
    { allowFailure: true, env },
  );
  count(report, code, (json) => readVitestReport(json, process.cwd()));
}

async function runVitestOnPostgres(args) {
  const given = process.env.TEST_DATABASE_URL;
  const { findPostgres, startPostgres } = await import("./postgres.mjs");
  if (!given && !findPostgres()) {
    throw new StepFailed(
      "No PostgreSQL here: install its server (Debian: apt-get install postgresql; macOS: brew install postgresql), or set TEST_DATABASE_URL to one whose user may create databases.",
    );
  }
  const server = given ? { url: given, stop: async () => {} } : await startPostgres();
  console.log(`The same tests on PostgreSQL${given ? " at TEST_DATABASE_URL" : ", on a server started for them"}.`);
  try {
    await runVitest(args, { TEST_DATABASE_URL: server.url });
  } finally {
    await server.stop();
  }
}

async function runEndToEnd(args = []) {
  const executable = await ensureBrowser();
  const { default: getPort } = await import("get-port");
  await buildForTests();
  console.log("\n— End-to-end tests in a browser");
  const data = mkdtempSync(path.join(tmpdir(), "storefront-e2e-"));
  const report = path.join(reports, "playwright.json");
  const code = await run(
    process.execPath,
    ["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json", ...args],
    {
      allowFailure: true,
      env: {
        E2E_PORT: String(await getPort()),
        E2E_DATA: data,
        E2E_BROWSER: executable ?? "",
        PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      },
    },
  );
  rmSync(data, { recursive: true, force: true });
  count(report, code, readPlaywrightReport);
}

/** Adds a report's numbers; a runner that failed without failing a test has failed all the same. */
function count(report, code, read) {
  let counts = { passed: 0, failed: 0, failures: [], flaky: [] };
  try {
    counts = read(JSON.parse(readFileSync(report, "utf8")));
  } catch (error) {
    counts.failures.push(`There is no report: ${error.message}`);
  }
  const ranNothing = counts.passed + counts.failed === 0;
  if (counts.failed === 0 && (code !== 0 || ranNothing)) counts.failed = 1;
  if (counts.failed > 0 && counts.failures.length === 0) counts.failures.push(`The runner ended with ${code}.`);
  add(counts);
}

function add({ passed, failed, failures, flaky }) {
  total.passed += passed;
  total.failed += failed;
  total.failures.push(...failures);
  total.flaky.push(...flaky);
}
