import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

test(".env.example explains every variable that the environment's schema reads, and no other", () => {
  const files = readdirSync("lib/platform").filter((name) => /^env(?:-[a-z]+)?\.ts$/.test(name));
  const source = files.map((name) => readFileSync(`lib/platform/${name}`, "utf8")).join("\n");
  const read = new Set([...source.matchAll(/^ {2}([A-Z][A-Z0-9_]+): /gm)].map(([, name]) => name));
  read.delete("NODE_ENV");
  const explained = new Set(
    [...readFileSync(".env.example", "utf8").matchAll(/^#?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name),
  );
  // Read by the test runner alone.
  for (const name of ["TEST_DATABASE_URL", "CHROMIUM_PATH", "VOUCHERIFY_OPENAPI"]) explained.delete(name);
  expect([...explained].sort()).toEqual([...read].sort());
});
