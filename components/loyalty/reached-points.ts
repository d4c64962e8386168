import type { LedgerResponse } from "@/lib/loyalty/schema";

/**
 * The points that count towards the next tier, which the programme does not tell: those earned in the last twelve
 * months, less reversals. Of a longer ledger than these entries, at least the balance.
 *
 * @param at ISO 8601: when the ledger was loaded
 */
export function reachedPoints({ points, entries }: Pick<LedgerResponse, "points" | "entries">, at: string): number {
  const yearAgo = new Date(at);
  yearAgo.setUTCFullYear(yearAgo.getUTCFullYear() - 1);
  const counting = entries.filter(
    (entry) =>
      Date.parse(entry.at) > yearAgo.getTime() &&
      (entry.kind === "earn" || (entry.kind === "reverse" && entry.points < 0)) &&
      (entry.available_at === null || Date.parse(entry.available_at) <= Date.parse(at)),
  );
  return Math.max(
    points,
    counting.reduce((total, entry) => total + entry.points, 0),
  );
}
