import type { LedgerResponse } from "@/lib/loyalty/schema";

/**
 * What counts towards the next level, as far as it can be told: the programme says only what is missing. Levels go by the
 * points earned in the last twelve months, less what was taken back of them; of a ledger longer than these entries it is
 * at least the balance.
 *
 * @param at ISO 8601: when the ledger was read
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
