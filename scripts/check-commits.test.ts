import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

/* In a repository of its own, whose hook is the project's. */

const folder = mkdtempSync(path.join(tmpdir(), "storefront-commits-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const identity = ["-c", "commit.gpgsign=false", "-c", "user.name=Test", "-c", "user.email=test@example.com"];
const git = (...args: string[]) => spawnSync("git", [...identity, ...args], { cwd: folder, encoding: "utf8" });
const commit = (subject: string, ...options: string[]) =>
  git("-c", "core.hooksPath=.githooks", "commit", "--allow-empty", "-m", subject, ...options);
const check = () => spawnSync(process.execPath, ["scripts/check-commits.mjs"], { cwd: folder, encoding: "utf8" });

beforeAll(() => {
  execFileSync("git", ["init", "--quiet", folder]);
  commit("x".repeat(100), "--no-verify");
  for (const file of [".githooks/commit-msg", "scripts/check-commits.mjs"]) cpSync(file, path.join(folder, file));
  git("add", ".");
  commit("Check commit subjects");
});

test("the hook accepts 72 characters, whatever they are, and refuses 73", () => {
  expect(commit("é".repeat(72)).status).toBe(0);
  const refused = commit("é".repeat(73));
  expect(refused.status).not.toBe(0);
  expect(refused.stderr).toContain("This commit subject has 73 characters, 72 at most");
});

test("the check names commits that went past the hook, and none that are older", () => {
  expect(check()).toMatchObject({ status: 0, stderr: "" });
  commit(`Past ${"y".repeat(70)}`, "--no-verify");
  expect(check()).toMatchObject({ status: 1, stderr: expect.stringContaining("Past yyy") });
});
