import type { LedgerEntry } from "./entry-kind";

/** Where a balance over time is drawn, in shares of the drawing: from 0 to 1 in the reading direction and upwards. */
export type BalanceLine = {
  /** Above 0 except for a debt: what is highest and lowest on the drawing. */
  top: number;
  bottom: number;
  xOf: (time: string) => number;
  yOf: (balance: number) => number;
  /** Which entry's balance held at a share of the width. */
  indexAt: (share: number) => number;
};

/** @param entries oldest first, at least one @param end the line's, ISO 8601 */
export function balanceLine(entries: readonly LedgerEntry[], end: string): BalanceLine {
  const balances = entries.map(({ balance }) => balance);
  const top = roundUp(Math.max(...balances));
  const lowest = Math.min(...balances);
  const bottom = lowest < 0 ? -roundUp(-lowest) : 0;
  const start = Date.parse(entries[0]?.at ?? end);
  const span = Math.max(1, Date.parse(end) - start);
  const xOf = (time: string) => (Date.parse(time) - start) / span;
  return {
    top,
    bottom,
    xOf,
    yOf: (balance) => (balance - bottom) / (top - bottom),
    indexAt: (share) =>
      Math.max(
        0,
        entries.findLastIndex(({ at }) => xOf(at) <= share),
      ),
  };
}

/** The next round number whose half is round too, close enough for the line to fill the chart. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  const step = [1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= value) ?? 10;
  return Math.max(10, step * power);
}
