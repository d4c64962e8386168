import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { SECTIONS } from "@/app/api/openapi.json/sections";
import { loadOperations } from "@/lib/platform/http/openapi";
import { type ResponseCount, responseCount, responseName } from "@/lib/testing/declared-responses";

/*
 * Tells at the end of a run how many responses were validated; a violation also fails its test. A whole run fails when a
 * status that the OpenAPI document has was not produced by any test.
 */

declare module "vitest" {
  interface ProvidedContext {
    responseReport: string;
  }
}

export default function setup(project: TestProject): () => Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "storefront-responses-"));
  project.provide("responseReport", folder);
  return async () => {
    const counts = readdirSync(folder).map(
      (file): ResponseCount => JSON.parse(readFileSync(path.join(folder, file), "utf8")),
    );
    rmSync(folder, { recursive: true, force: true });
    if (counts.length === 0) return;
    const sum = (key: "checked" | "violations") => counts.reduce((total, count) => total + count[key], 0);
    console.log(`responses checked ${sum("checked")}, violations ${sum("violations")}`);
    if (await isWholeRun(project)) await assertAllProduced(new Set(counts.flatMap(({ produced }) => produced)));
  };
}

async function isWholeRun(project: TestProject): Promise<boolean> {
  const { testFiles } = await project.globTestFiles();
  const { state, config } = project.vitest;
  return state.getPaths().length === testFiles.length && !config.testNamePattern;
}

/** @throws Error naming the documented statuses that are missing */
async function assertAllProduced(produced: ReadonlySet<string>): Promise<void> {
  const operations = (await Promise.all(SECTIONS.map(loadOperations))).flat();
  const documented = operations.flatMap(({ method, meta, expected }) =>
    [...expected.keys()].map((status) => responseName(method, meta, status)),
  );
  const missing = documented.filter((name) => !produced.has(name));
  console.log(`statuses produced ${documented.length - missing.length} of ${documented.length}`);
  if (missing.length > 0) throw new Error(`No test has produced:\n${missing.join("\n")}`);
}

export function reportResponses(folder: string): void {
  writeFileSync(path.join(folder, String(process.pid)), JSON.stringify(responseCount()));
}
