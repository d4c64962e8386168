import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** `names` in `file`, or a file alone. */
const PLACE = /(?:((?:`\w+`(?: and )?)+) in )?`([\w./[\]-]+\/[\w.-]+)`/g;

test("docs/where-is.md names files that are there, and in them what it says", () => {
  const places = [...readFileSync("docs/where-is.md", "utf8").matchAll(PLACE)];
  expect(places.length).toBeGreaterThan(30);
  const missing = places.flatMap(([, names = "", file = ""]) => {
    const text = readFileSync(file, "utf8");
    const declares = (name: string) => new RegExp(`(?:function|const) ${name}\\b|"${name}": `).test(text);
    return (names.match(/\w+(?=`)/g) ?? []).filter((name) => !declares(name)).map((name) => `${name} in ${file}`);
  });
  expect(missing).toEqual([]);
});
