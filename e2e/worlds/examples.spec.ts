import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import vm from "node:vm";
import { expect, NUMBERS, test } from "@/kit/playwright/index";

/* The examples of docs/qa.md as they stand there: what fails is told by its line of that page. */

const PAGE = path.resolve("docs/qa.md");
const text = readFileSync(PAGE, "utf8");

for (const { index, 1: code = "" } of text.matchAll(/^```ts\n(.*?)^```$/gms)) {
  if (!/^test\(/m.test(code)) continue;
  const lineOffset = text.slice(0, index).split("\n").length;
  const body = code.replace(/^import .* from "@storefront\/playwright-kit";$/m, "");
  const run = vm.runInThisContext(`(test, expect, NUMBERS) => {${body}}`, { filename: PAGE, lineOffset });
  run(test, expect, NUMBERS);
}

test("there is an example for each of our own journeys", () => {
  const missing = readdirSync("e2e/journeys").filter((file) => !text.includes(`](../e2e/journeys/${file})`));
  expect(missing).toEqual([]);
});
