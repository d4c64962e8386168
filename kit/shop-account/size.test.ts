import path from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { expect, test } from "vitest";

test("the element is one script of less than 5 kB, which neither evaluates text nor writes markup", async () => {
  const configFile = path.join(import.meta.dirname, "vite.config.mjs");
  const built = await build({ configFile, logLevel: "silent", build: { write: false } });
  const [{ output }] = built as unknown as [{ output: { fileName: string; code: string }[] }];
  expect(output.map(({ fileName }) => fileName)).toEqual(["shop-account.js"]);
  const code = output[0]?.code ?? "";
  expect(gzipSync(code).length).toBeLessThan(5000);
  // A page's policy, and Trusted Types, may forbid these.
  expect(code).not.toMatch(/innerHTML|insertAdjacentHTML|\beval\b|\bFunction\(|createElement\("style"\)/);
});
