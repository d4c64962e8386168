import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Outcome, runScript } from "@/lib/testing/run-script";

/* The administration's programs as a person runs them, on a demo database of their own. */

const folder = mkdtempSync(path.join(tmpdir(), "storefront-administration-"));

beforeAll(async () => {
  expect((await runProgram("database/seed.ts")).code).toBe(0);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

// One story in one test: each program opens the database for itself, which only one process can do at a time.
test("segments and tokens are managed from the command line, and every mistake is a sentence with exit code 1", async () => {
  const john = "john.doe@example.com";
  expect(await runProgram("segments.ts", "assign", john, "110")).toEqual({
    code: 0,
    said: `Assigned segment 110 to ${john}.\n`,
  });
  expect((await runProgram("segments.ts", "list")).said).toContain(
    "110  Türkiye Segment, priority 2, price list 75, 2 customers",
  );
  expect(await runProgram("segments.ts", "assign", "nobody@example.com", "110")).toEqual({
    code: 1,
    said: "No customer has the e-mail address nobody@example.com.\n",
  });
  for (const mistake of [["assign", john, "999"], ["add", "1", "Name", "first", "73"], ["unknown"], []]) {
    const { code, said } = await runProgram("segments.ts", ...mistake);
    expect([mistake, code]).toEqual([mistake, 1]);
    expect(said).not.toContain("    at ");
  }

  const created = await runProgram("tokens.ts", "create", john, "Warehouse", "30");
  expect(created.code).toBe(0);
  expect(created.said).toMatch(/[0-9a-f]{64}/);
  const listed = await runProgram("tokens.ts", "list", john);
  expect(listed.said).toContain("Warehouse");
  expect(listed.said).not.toMatch(/[0-9a-f]{64}/);
}, 120_000);

function runProgram(program: string, ...words: string[]): Promise<Outcome> {
  return runScript(`scripts/${program}`, words, { EMBEDDED_DATABASE_DIR: folder });
}
