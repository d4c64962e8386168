import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toSourceFrame } from "@/lib/platform/source-maps";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "storefront-maps-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The first column of the bundle's first line came from the third line of this source. */
const mapOf = (source: string) => ({ version: 3, sources: [source], names: [], mappings: "AAEA" });

function bundleWith(name: string, map: object): string {
  const file = path.join(folder, name);
  writeFileSync(`${file}.map`, JSON.stringify(map));
  return file;
}

test("a frame of the server's bundle names its source, from the project's folder", () => {
  const source = path.relative(folder, path.resolve("server/main.ts"));
  const file = bundleWith("main.js", mapOf(source));
  expect(toSourceFrame(`async serve (${pathToFileURL(file)}:1:1)`)).toBe("async serve (server/main.ts:3:1)");
  expect(toSourceFrame(`${file}:1:1`)).toBe("server/main.ts:3:1");
});

test("so does one of Next's build, whose maps are made of sections", () => {
  const section = { offset: { line: 0, column: 0 }, map: mapOf("turbopack:///[project]/app/account/page.tsx") };
  const file = bundleWith("[root]__1._.js", { version: 3, sections: [section] });
  expect(toSourceFrame(`Page (${file}:1:1)`)).toBe("Page (app/account/page.tsx:3:1)");
});

test.each([
  "process.processTicksAndRejections (node:internal/process/task_queues:95:5)",
  "query (/shop/node_modules/pg/lib/client.js:12:3)",
  "run (/shop/dist/none.js:1:1)",
  "Array.map (<anonymous>)",
])("another frame stays as it is: %s", (frame) => {
  expect(toSourceFrame(frame)).toBe(frame);
});

test("a broken map breaks no line of the log", () => {
  const file = bundleWith("broken.js", { version: 3, sources: "no" });
  expect(toSourceFrame(`run (${file}:1:1)`)).toBe(`run (${file}:1:1)`);
});
