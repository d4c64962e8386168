import type { LedgerEntry } from "@/lib/adapters/loyalty-provider/port";
import type { HistoryResponse } from "@/lib/loyalty/history-schema";
import { instantText } from "@/lib/platform/dates";

/** No programme says yet which order a movement belongs to. */
export function toHistoryResponse(entries: readonly LedgerEntry[]): HistoryResponse {
  const results = entries.map(({ points, at }) => {
    const date = instantText(at);
    return { amount: points.toFixed(2), created_date: date, transaction: { created_date: date } };
  });
  return { count: results.length, results };
}
