import type { LedgerResponse } from "@/lib/loyalty/schema";

export type LedgerEntry = LedgerResponse["entries"][number];

/** What an entry is called: the key below `loyalty.ledger.kinds`. */
export function kindOf({ kind, points }: Pick<LedgerEntry, "kind" | "points">) {
  if (kind !== "reverse") return kind;
  return points > 0 ? "givenBack" : "takenBack";
}
