import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Outcome, runScript } from "@/lib/testing/run-script";

/* The settings program as a person runs it, and tokens of a client type, on a demo database of their own. */

const folder = mkdtempSync(path.join(tmpdir(), "storefront-settings-"));
const LOYALTY = "CUSTOMER_LOYALTY_CARD_SERVICE";

beforeAll(async () => {
  expect((await runProgram("database/seed.ts")).code).toBe(0);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

// One story in one test: each program opens the database for itself, which only one process can do at a time.
test("settings are shown and changed, and every mistake is a sentence with exit code 1 that changes nothing", async () => {
  const listed = await runProgram("settings.ts", "list");
  expect(listed.code).toBe(0);
  expect(listed.said).toMatch(new RegExp(`^${LOYALTY} \\(set \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC\\)$`, "m"));
  // The other story of this file may have set it before: they run in any order.
  expect(listed.said).toMatch(/^CLIENT_TYPES \((?:default|set .+ UTC)\)$/m);

  const json = JSON.stringify({ provider: "embedded", welcome_points: 25, is_sync: false });
  expect(await runProgram("settings.ts", "set", LOYALTY, json)).toEqual({
    code: 0,
    said: `${LOYALTY} is set; every instance follows within seconds.\n`,
  });
  const set = async () => JSON.parse((await runProgram("settings.ts", "get", LOYALTY)).said);
  expect(await set()).toEqual({ provider: "embedded", is_sync: false, welcome_points: 25 });

  const http = { provider: "http", base_url: "https://points.example.com" };
  for (const [mistake, sentence] of [
    [["set", LOYALTY, "{"], "Nothing was changed: the value is not JSON."],
    [["set", LOYALTY, JSON.stringify({ ...http, secret: "in-the-clear" })], "Nothing was changed.\nsecret: "],
    [["set", "NOTHING", "{}"], "There is no setting NOTHING: choose one of"],
    [["set", LOYALTY], "json is missing."],
    [["get", "NOTHING"], "There is no setting NOTHING: npm run settings -- list shows them."],
    [["unknown"], "Use one of:"],
    [[], "Use one of:"],
  ] as const) {
    const { code, said } = await runProgram("settings.ts", ...mistake);
    expect([mistake, code]).toEqual([mistake, 1]);
    expect(said).toContain(sentence);
    expect(said).not.toContain("in-the-clear");
    expect(said).not.toContain("    at ");
  }
  expect(await set()).toMatchObject({ welcome_points: 25 });
}, 120_000);

test("a token can be made for a client type that there is, with or without an end", async () => {
  const types = JSON.stringify({ till: { verify_sms: false } });
  expect((await runProgram("settings.ts", "set", "CLIENT_TYPES", types)).code).toBe(0);
  const create = (...words: string[]) => runProgram("tokens.ts", "create", "john.doe@example.com", ...words);
  for (const words of [
    ["Till 1", "30", "till"],
    ["Till 2", "never", "till"],
  ]) {
    const { code, said } = await create(...words);
    expect({ words, code }).toEqual({ words, code: 0 });
    expect(said).toMatch(/^[0-9a-f]{64}$/m);
  }
  const { said: tokens } = await runProgram("tokens.ts", "list", "john.doe@example.com");
  expect(tokens).toMatch(/Till 1: .*, expires \d{4}-\d\d-\d\d, for clients of type till$/m);
  expect(tokens).toMatch(/Till 2: .*, does not expire, for clients of type till$/m);
  for (const [words, sentence] of [
    [["Till 3", "never", "cashdesk"], "There is no client type cashdesk"],
    [["Till 3", "sometimes"], "days must be a whole number from 1 to 3650, or never."],
    [["Till 3", "0", "till"], "days must be a whole number from 1 to 3650, or never."],
  ] as const) {
    const { code, said } = await create(...words);
    expect([words, code]).toEqual([words, 1]);
    expect(said).toContain(sentence);
  }
}, 120_000);

function runProgram(program: string, ...words: string[]): Promise<Outcome> {
  return runScript(`scripts/${program}`, words, { EMBEDDED_DATABASE_DIR: folder });
}
