import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const PRIMITIVES = readdirSync("components/ui")
  .filter((file) => file.endsWith(".tsx"))
  .map((file) => file.replace(".tsx", ""));

/** Shown as part of every field. */
const WITHIN_OTHERS = ["field"];

test("every primitive has its example in the gallery", () => {
  const sources = readdirSync("app/dev/gallery")
    .map((file) => readFileSync(`app/dev/gallery/${file}`, "utf8"))
    .join();
  const missing = PRIMITIVES.filter((name) => !sources.includes(`"@/components/ui/${name}"`));
  expect(missing).toEqual(WITHIN_OTHERS);
});
