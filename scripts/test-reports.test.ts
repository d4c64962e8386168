import { describe, expect, test } from "vitest";
import { readPlaywrightReport, readVitestReport } from "@/scripts/test-reports.mjs";

describe("the summary of a test run", () => {
  test("names a failed unit test with the first line of its error", () => {
    const report = {
      numPassedTests: 1,
      numFailedTests: 1,
      numPendingTests: 2,
      testResults: [
        {
          name: "/shop/lib/dates.test.ts",
          status: "failed",
          message: "",
          assertionResults: [
            { status: "passed", fullName: "dates are days", failureMessages: [] },
            {
              status: "failed",
              fullName: "dates are read",
              failureMessages: ["\u001b[31mError: no date\u001b[39m\n    at dates.ts:1"],
            },
          ],
        },
      ],
    };
    expect(readVitestReport(report, "/shop")).toEqual({
      passed: 1,
      failed: 1,
      skipped: 2,
      failures: ["lib/dates.test.ts › dates are read: Error: no date"],
    });
  });

  test("names a file of unit tests that could not be loaded", () => {
    const broken = {
      name: "/shop/a.test.ts",
      status: "failed",
      message: "Cannot find b\nfrom c",
      assertionResults: [],
    };
    const report = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, testResults: [broken] };
    expect(readVitestReport(report, "/shop").failures).toEqual(["a.test.ts: Cannot find b"]);
  });

  test("names failed tests in groups, and errors outside of tests", () => {
    const spec = (title: string, status: string, ...errors: (string | null)[]) => ({
      title,
      tests: [
        { projectName: "phone", status, results: errors.map((message) => (message ? { error: { message } } : {})) },
      ],
    });
    const report = {
      stats: { expected: 1, unexpected: 1 },
      errors: [{ message: "The server stopped" }],
      suites: [
        {
          title: "a.spec.ts",
          file: "a.spec.ts",
          specs: [spec("joins", "expected", null)],
          suites: [
            {
              title: "leaving",
              file: "a.spec.ts",
              specs: [spec("leaves", "unexpected", "not there\nat all")],
            },
          ],
        },
      ],
    };
    expect(readPlaywrightReport(report)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
      failures: ["e2e/a.spec.ts › leaving › leaves (phone): not there", "The server stopped"],
    });
  });
});
