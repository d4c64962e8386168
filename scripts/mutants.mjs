import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createVitest } from "vitest/node";
import { startPostgres } from "./postgres.mjs";

/*
 * Shows that the tests bite: each mutant in scripts/mutants takes one rule away, and the tests it names must fail. The
 * sources stay as they are: Vite hands the changed text to the tests. `node scripts/mutants.mjs [--out=file] [words]`
 * tries those that have one of the words in their rule, file, test or list; `--check` only looks whether each can be tried.
 */

const FOLDER = "scripts/mutants";
/** Asks for those alone that need a PostgreSQL server. */
const RACING = "--racing";
/** A test that fails for want of time has not caught anything. */
const TIMEOUT_MS = 120_000;

/**
 * @typedef {{ name: string, rule: string, file: string, find: string, replace: string, tests: string[], only?: string,
 *   needsPostgres: boolean }} Mutant
 */

const options = process.argv.slice(2).filter((argument) => argument.startsWith("--"));
const words = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const all = readdirSync(FOLDER).flatMap(readList);
const mutants = all.filter((mutant) => words.length === 0 || words.some((word) => textOf(mutant).includes(word)));
const problems = mutants.length > 0 ? all.flatMap(problemOf) : ["No mutant has one of these words."];
if (problems.length > 0 || options.includes("--check")) {
  console.log([...problems, `${all.length} mutants, ${problems.length} problems`].join("\n"));
  process.exit(problems.length > 0 ? 1 : 0);
}

/** @type {Mutant | null} */
let current = null;
let isLoaded = false;
const mutating = {
  name: "mutant",
  enforce: "pre",
  transform(text, id) {
    if (!current || id.split("?", 1)[0] !== path.resolve(current.file)) return undefined;
    isLoaded = true;
    return text.replace(current.find, () => current.replace);
  },
};

const rows = [];
const racing = mutants.filter(({ needsPostgres }) => needsPostgres);
if (options.includes(RACING)) {
  await tryAll(racing);
} else {
  await tryAll(mutants.filter(({ needsPostgres }) => !needsPostgres));
  if (racing.length > 0) await onPostgres();
  report();
}

/** @param {Mutant[]} some */
async function tryAll(some) {
  if (some.length === 0) return;
  const timeouts = { testTimeout: TIMEOUT_MS, hookTimeout: TIMEOUT_MS };
  const settings = { watch: false, bail: 1, isolate: true, reporters: [{}], ...timeouts };
  const vitest = await createVitest("test", { ...settings, sequence: { shuffle: false } }, { plugins: [mutating] });
  try {
    const files = [...new Set(some.flatMap(({ tests }) => tests))];
    console.log(`Running ${files.length} test files as they are …`);
    const green = await runTests(vitest, files);
    const fault = green.failed ?? green.broken;
    if (fault) throw new Error(`This fails without any mutant: ${fault}`);
    for (const mutant of some) await tryOne(vitest, mutant);
  } finally {
    await vitest.close();
  }
}

/** @param {Mutant} mutant */
async function tryOne(vitest, mutant) {
  const started = Date.now();
  current = mutant;
  isLoaded = false;
  vitest.invalidateFile(path.resolve(mutant.file));
  const { passed, failed, broken, isLate, isCut } = await runTests(vitest, mutant.tests, mutant.only);
  vitest.invalidateFile(path.resolve(mutant.file));
  current = null;
  // A file that does not even load has failed for another reason than its rule.
  const isTried = isLoaded && !broken && !isLate && (failed || (passed > 0 && !isCut));
  const verdict = failed && isTried ? "caught" : isTried ? "SURVIVED" : "NOT TRIED";
  const seconds = Math.round((Date.now() - started) / 1000);
  const test = failed ?? broken ?? (isLoaded ? mutant.tests.join(", ") : `${mutant.file} was not loaded`);
  const row = { ...mutant, verdict, seconds, test };
  rows.push(row);
  process.send?.(row);
  console.log(`${verdict.padEnd(9)} ${String(seconds).padStart(3)} s  ${mutant.name}`);
}

async function runTests(vitest, files, only) {
  if (only) vitest.setGlobalTestNamePattern(new RegExp(only.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")));
  else vitest.resetGlobalTestNamePattern();
  const [project] = vitest.projects;
  const ids = files.map((file) => path.resolve(file));
  const specifications = ids.map((id) => project.createSpecification(id));
  for (let time = 0; ; time++) {
    const started = Date.now();
    const { testModules } = await vitest.runTestSpecifications(specifications);
    const found = resultsOf(
      // It also knows the modules of earlier runs.
      testModules.filter(({ moduleId }) => ids.includes(moduleId)),
      started,
    );
    // The end of the run before, which a failing test has cut short, may come late and cut this one.
    if (found.failed || !found.isCut || time === 2) return found;
  }
}

/** How many tests passed since then, the first that failed, and the first file that could not be run. */
function resultsOf(testModules, started) {
  const all = testModules.flatMap((module) => [...module.children.allTests()]);
  const tests = all.filter((test) => (test.diagnostic()?.startTime ?? 0) >= started);
  const red = tests.find((test) => test.result().state === "failed");
  const broken = testModules.find((module) => module.errors().length > 0);
  return {
    isCut: tests.length === 0 || all.some((test) => test.result().state === "pending"),
    passed: tests.filter((test) => test.result().state === "passed").length,
    isLate: red?.result().errors?.every(({ message }) => message.startsWith("Test timed out")) ?? false,
    failed: red && `${path.relative(".", red.module.moduleId)}: ${red.fullName}`,
    broken: broken && `${path.relative(".", broken.moduleId)}: ${broken.errors()[0]?.message.split("\n", 1)[0]}`,
  };
}

/** In a process of its own, whose tests find the server in their environment. */
async function onPostgres() {
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? null : await startPostgres();
  if (!given && !server) {
    console.log(`Skipped ${racing.length} mutants that only a PostgreSQL server can tell: see docs/testing.md.`);
    return;
  }
  try {
    const env = { ...process.env, TEST_DATABASE_URL: given ?? server.url };
    const child = fork(process.argv[1], [RACING, ...words], { env });
    child.on("message", (row) => rows.push(row));
    const [code] = await once(child, "exit");
    if (code !== 0 && !rows.some(({ needsPostgres }) => needsPostgres)) throw new Error("It failed on PostgreSQL.");
  } finally {
    await server?.stop();
  }
}

function report() {
  const table = [
    "| rule | mutant | test | result | s |",
    "|---|---|---|---|---|",
    ...rows.map(
      ({ rule, name, test, verdict, seconds }) =>
        `| ${[rule, name, test, verdict, seconds].map((cell) => String(cell).replaceAll("|", "\\|")).join(" | ")} |`,
    ),
  ].join("\n");
  console.log(`\n${table}\n`);
  const out = options.find((option) => option.startsWith("--out="));
  if (out) writeFileSync(out.slice("--out=".length), `${table}\n`);
  const bad = rows.filter(({ verdict }) => verdict !== "caught");
  for (const { verdict, name } of bad) console.log(`${verdict}: ${name}`);
  console.log(`${rows.length - bad.length} of ${rows.length} caught`);
  // Vitest has set its own, since tests have failed.
  process.exitCode = bad.length > 0 ? 1 : 0;
}

/**
 * A list has its rules after `#`, then each mutant: its file after `@`, the text to find after `-` and what stands there
 * instead after `+`, line by line, and after `?` a test file, `on PostgreSQL` where it must race, and after `::` the tests'
 * name. Without a `?` of its own a mutant is shown to the tests of the one before.
 */
function readList(list) {
  const found = [];
  let rule = "";
  for (const line of readFileSync(path.join(FOLDER, list), "utf8").split("\n")) {
    const text = line.slice(2);
    const last = found.at(-1);
    if (line.startsWith("# ")) rule = text;
    else if (line.startsWith("@ ")) found.push({ list, rule, file: text, find: [], replace: [], tests: [] });
    else if (line.startsWith("- ")) last.find.push(text);
    else if (line.startsWith("+ ")) last.replace.push(text);
    else if (line.startsWith("? ")) {
      const [tests = "", only] = text.split(" :: ");
      last.needsPostgres = tests.endsWith(" on PostgreSQL");
      last.tests.push(tests.replace(" on PostgreSQL", ""));
      last.only = only;
    } else if (line !== "") throw new Error(`${list}: what is "${line}"?`);
  }
  return found.map((mutant, index) => {
    const { file, find, replace } = mutant;
    const name = `${file}: ${find.join(" ").trim()} → ${replace.join(" ").trim() || "(nothing)"}`;
    const from = found.slice(0, index + 1).findLast(({ tests }) => tests.length > 0) ?? mutant;
    const { tests, only, needsPostgres = false } = from;
    return { ...mutant, name, tests, only, needsPostgres, find: find.join("\n"), replace: replace.join("\n") };
  });
}

function textOf({ list, rule, name, tests, only }) {
  return [list, rule, name, ...tests, only].join("\n");
}

/** @returns {string[]} */
function problemOf({ list, file, find, tests }) {
  const count = readFileSync(file, "utf8").split(find).length - 1;
  const missing = [...tests, tests.length === 0 ? "no test" : file].filter((name) => !existsSync(name));
  return [
    ...(count === 1 ? [] : [`${list}: ${file} has ${count} times: ${find}`]),
    ...missing.map((name) => `${list}: there is no ${name} for: ${find}`),
  ];
}
