import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { responseCount } from "@/lib/testing/declared-responses";

/* Prints at the end of a run how many responses were validated; a violation also fails its test. */

declare module "vitest" {
  interface ProvidedContext {
    responseReport: string;
  }
}

export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), "storefront-responses-"));
  project.provide("responseReport", folder);
  return () => {
    const counts = readdirSync(folder).map((file) => JSON.parse(readFileSync(path.join(folder, file), "utf8")));
    const sum = (key: "checked" | "violations") => counts.reduce((total, count) => total + count[key], 0);
    rmSync(folder, { recursive: true, force: true });
    if (counts.length > 0) console.log(`responses checked ${sum("checked")}, violations ${sum("violations")}`);
  };
}

export function reportResponses(folder: string): void {
  writeFileSync(path.join(folder, String(process.pid)), JSON.stringify(responseCount()));
}
