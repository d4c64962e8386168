import { checkBounds, median, RESIDENT_MOST } from "@/bench/gates";
import type { Run } from "@/bench/load";
import type { RunningStore } from "@/bench/store";

/** Of the memory in the middle, for the memory at the end: what leaks goes on growing. */
const GROWTH_MOST = 1.1;
const TITLES = ["minute", "MB", "objects", "buffers"];

/**
 * Loads a store for minutes, in each with everything in turn, and prints its memory after each.
 * @param minutes three or more @returns whether it keeps its memory
 */
export async function soak(
  store: RunningStore,
  loads: readonly { run: (seconds: number) => Promise<Run> }[],
  minutes: number,
): Promise<boolean> {
  const resident: number[] = [];
  console.log(TITLES.map((title) => title.padStart(9)).join(""));
  for (let minute = 1; minute <= minutes; minute++) {
    for (const { run } of loads) await run(60 / loads.length);
    const { residentBytes, heapBytes, externalBytes } = await store.usage();
    const megabytes = [residentBytes, heapBytes, externalBytes].map((bytes) => bytes / 2 ** 20);
    console.log([minute, ...megabytes].map((figure) => figure.toFixed(0).padStart(9)).join(""));
    resident.push(megabytes[0] ?? Number.NaN);
  }
  const third = Math.floor(minutes / 3);
  const growth = median(resident.slice(-third)) / median(resident.slice(third, -third));
  const checks = [
    checkBounds("memory at the end, MB", resident.at(-1) ?? Number.NaN, { most: RESIDENT_MOST }),
    checkBounds("memory of the last third, of the middle one's", growth, { most: GROWTH_MOST }),
  ];
  for (const { line } of checks) console.log(line);
  return checks.every(({ holds }) => holds);
}
