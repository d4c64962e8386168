import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import type { Run } from "@/bench/load";

/* Figures from runs, and how they are shown. */

/** Medians over the rounds; the shares are medians of each round's own share, so that a slow minute hits both sides. */
export type Summary = Run & { rateShare: number; p99Share: number };

/** One goal: what was reached, what was asked for, and whether that is enough. */
export type Verdict = { goal: string; reached: number; wanted: string; met: boolean };

/** @param base the runs to compare with, one for each round */
export function summarize(runs: Run[], base: Run[]): Summary {
  const share = (read: (run: Run) => number) => median(runs.map((run, round) => read(run) / read(base[round] ?? run)));
  return {
    rate: median(runs.map(({ rate }) => rate)),
    p50: median(runs.map(({ p50 }) => p50)),
    p99: median(runs.map(({ p99 }) => p99)),
    rateShare: share(({ rate }) => rate),
    p99Share: share(({ p99 }) => p99),
  };
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** @param against what the shares are shares of, as a heading */
export function printTable(title: string, against: string, rows: [name: string, summary: Summary][]): void {
  const width = Math.max(...rows.map(([name]) => name.length));
  const headings = ["requests/s", `of ${against}`, "p50 ms", "p99 ms", `of ${against}`];
  const line = (name: string, cells: string[]) =>
    `  ${name.padEnd(width)}${cells.map((cell, index) => cell.padStart(Math.max(headings[index]?.length ?? 0, 8) + 2)).join("")}`;
  console.log(`\n${title}\n${line("", headings)}`);
  for (const [name, { rate, rateShare, p50, p99, p99Share }] of rows) {
    const cells = [rate.toFixed(0), rateShare.toFixed(2), p50.toFixed(1), p99.toFixed(1), p99Share.toFixed(2)];
    console.log(line(name, cells));
  }
}

/** One line for each goal. */
export function printVerdicts(verdicts: Verdict[]): void {
  console.log("\nGoals");
  for (const { goal, reached, wanted, met } of verdicts) {
    console.log(`  ${met ? "met    " : "missed "} ${goal}: ${reached.toFixed(2)} (${wanted})`);
  }
}

/** Where it was measured: figures of two machines do not compare. */
export function describeMachine(): { node: string; processor: string; processors: number } {
  return { node: process.version, processor: cpus()[0]?.model ?? "unknown", processors: availableParallelism() };
}

/** Writes everything that was measured, every run included. @returns the file */
export function writeResults(results: Record<string, unknown>): string {
  const file = `bench/results/${new Date().toISOString().replaceAll(":", "-").slice(0, 19)}.json`;
  mkdirSync("bench/results", { recursive: true });
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  return file;
}
