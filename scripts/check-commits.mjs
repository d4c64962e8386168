import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/*
 * Refuses commit subjects of more than 72 characters: of the message in a file, as git's commit-msg hook passes it, or,
 * without one, of every commit since the hook exists.
 */

const SUBJECT_MAX = 72;
const HOOK = ".githooks/commit-msg";

const [file] = process.argv.slice(2);
const tooLong = (file ? [subjectIn(file)] : subjectsSinceHook()).filter((subject) => [...subject].length > SUBJECT_MAX);
for (const subject of tooLong) {
  console.error(`This commit subject has ${[...subject].length} characters, ${SUBJECT_MAX} at most:\n  ${subject}`);
}
process.exitCode = tooLong.length > 0 ? 1 : 0;

function subjectIn(message) {
  const lines = readFileSync(message, "utf8").split("\n");
  const subject = lines.find((line) => line.trim() !== "" && !line.startsWith("#")) ?? "";
  return subject.replace(/^(?:(?:fixup|squash|amend)! )+/, "");
}

/** None outside a git checkout, or in one too shallow to have the hook's first commit. */
function subjectsSinceHook() {
  try {
    const base = git("log", "--diff-filter=A", "--format=%H", "-1", "--", HOOK);
    return base ? git("log", "--no-merges", "--format=%s", `${base}..HEAD`).split("\n") : [];
  } catch {
    return [];
  }
}

function git(...args) {
  return execFileSync("git", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
}
