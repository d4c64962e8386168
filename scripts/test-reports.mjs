import { stripVTControlCharacters } from "node:util";

/* What the runners' JSON reports say: how many passed and failed, and which failed, each with its error's first line. */

/**
 * @typedef {{ passed: number, failed: number, skipped: number, failures: string[] }} Counts
 */

/** @param {any} report as written by Vitest's reporter `json` @param {string} root @returns {Counts} */
export function readVitestReport({ numPassedTests, numFailedTests, numPendingTests, testResults }, root) {
  const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = name.replace(`${root}/`, "");
    const failed = assertionResults.filter((test) => test.status === "failed");
    if (failed.length === 0 && status === "failed") return [`${file}: ${firstLine(message)}`];
    return failed.map(({ fullName, failureMessages }) => `${file} › ${fullName}: ${firstLine(failureMessages[0])}`);
  });
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests, failures };
}

/** @param {any} report as written by Playwright's reporter `json` @returns {Counts} */
export function readPlaywrightReport({ stats, suites, errors = [] }) {
  const failed = suites.flatMap(testsOf).filter(({ status }) => status === "unexpected");
  return {
    passed: stats.expected,
    failed: stats.unexpected,
    skipped: 0,
    failures: [
      ...failed.map(({ name, error }) => `${name}: ${error}`),
      ...errors.map(({ message }) => firstLine(message)),
    ],
  };
}

/** A suite is a file, or a group in it, with groups of its own. */
function testsOf({ title, file, specs = [], suites = [] }) {
  const group = title === file ? "" : ` › ${title}`;
  const own = specs.flatMap((spec) =>
    spec.tests.map(({ projectName, status, results }) => ({
      name: `e2e/${file}${group} › ${spec.title} (${projectName})`,
      status,
      error: firstLine(results.find(({ error }) => error)?.error.message),
    })),
  );
  return [...own, ...suites.flatMap(testsOf)];
}

function firstLine(message = "no message") {
  return stripVTControlCharacters(message).trim().split("\n")[0];
}
