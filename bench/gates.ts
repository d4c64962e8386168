import { LOADS, type Run } from "@/bench/load";

/* What the bench holds: shares of what ran beside it in the same round, since a machine's own speed means nothing. */

export type Figures = {
  /** In the order of rounds; undefined for what was not run. */
  runs(load: string): Run[] | undefined;
  residentBytes: number;
  readyMs: number;
};

export type Bounds = { least?: number; most?: number };
type Gate = Bounds & { what: string; value: (figures: Figures) => number | undefined };

/** However long it runs, in MB. */
export const RESIDENT_MOST = 300;
/** However many customers there are. */
export const FLAT: Bounds = { least: 0.9, most: 1.1 };
/** Of our rate, for the fastest of the other products. */
export const PEER: Bounds = { most: 1 / 6 };

const { empty, floor, writeFloor, read, write, signIn, hash, codes, hotCode } = LOADS;

const GATES: Gate[] = [
  { what: `${read}: rate of the empty handler's`, value: shareOf("rate", read, empty), least: 4 },
  { what: `${read}: rate of the floor's`, value: shareOf("rate", read, floor), least: 0.45 },
  { what: `${read}: p99 of the empty handler's`, value: shareOf("p99", read, empty), most: 1 },
  { what: `${write}: rate of the empty handler's`, value: shareOf("rate", write, empty), least: 1.5 },
  { what: `${write}: rate of the floor's`, value: shareOf("rate", write, writeFloor), least: 0.45 },
  { what: `${write}: p99 of the empty handler's`, value: shareOf("p99", write, empty), most: 1 },
  { what: `${signIn}: rate of its hash alone`, value: shareOf("rate", signIn, hash), least: 0.9 },
  { what: `${codes}: a second`, value: medianOf("rate", codes), least: 300 },
  { what: `${hotCode}: rate of many numbers'`, value: shareOf("rate", hotCode, codes), least: 0.1 },
  { what: "memory after all of it, MB", value: ({ residentBytes }) => residentBytes / 2 ** 20, most: RESIDENT_MOST },
  { what: "seconds until it answers", value: ({ readyMs }) => readyMs / 1000, most: 2 },
];

/** A line for each gate, and whether it holds. What was not run is left out. */
export function checkGates(figures: Figures): { line: string; holds: boolean }[] {
  return GATES.flatMap(({ what, value, ...bounds }) => {
    const measured = value(figures);
    return measured === undefined ? [] : checkBounds(what, measured, bounds);
  });
}

/** One figure by its bounds; without any it is told and holds. */
export function checkBounds(what: string, measured: number, { least, most }: Bounds): { line: string; holds: boolean } {
  const holds = measured >= (least ?? Number.NEGATIVE_INFINITY) && measured <= (most ?? Number.POSITIVE_INFINITY);
  const bounds = [
    ...(least === undefined ? [] : [`at least ${least}`]),
    ...(most === undefined ? [] : [`at most ${Number(most.toFixed(3))}`]),
  ];
  const verdict = bounds.length === 0 ? "told" : holds ? "holds" : "MISSED";
  return { line: `${verdict.padEnd(7)} ${what}: ${[measured.toFixed(2), ...bounds].join(", ")}`, holds };
}

function shareOf(figure: keyof Run, load: string, of: string) {
  return ({ runs }: Figures): number | undefined => medianShare(figure, runs(load), runs(of));
}

/** The median of what each round's own share is. @returns undefined for what was not run */
export function medianShare(figure: keyof Run, ones: Run[] = [], others: Run[] = []): number | undefined {
  if (ones.length === 0 || others.length === 0) return undefined;
  return median(ones.map((run, round) => run[figure] / (others[round]?.[figure] ?? Number.NaN)));
}

function medianOf(figure: keyof Run, load: string) {
  return ({ runs }: Figures): number | undefined => {
    const all = runs(load);
    return all && median(all.map((run) => run[figure]));
  };
}

export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
