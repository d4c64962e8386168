import type { LedgerEntry } from "@/lib/adapters/loyalty-provider/port";
import type { CustomerRow } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { findCustomerCard, openLedger } from "@/lib/loyalty/service";

const PAGE = 100;
/** A client that asks for everything at once must not keep us for ever. */
const PAGES_MAX = 10;

/** The newest movements of a card's points, newest first; none without a card. @throws as openLedger */
export async function listMovements(deps: Deps, customer: CustomerRow): Promise<LedgerEntry[]> {
  const card = await findCustomerCard(deps, customer.id);
  if (!card) return [];
  const read = await openLedger(deps, card);
  const entries: LedgerEntry[] = [];
  let before: string | null = null;
  for (let count = 0; count < PAGES_MAX; count++) {
    const page = await read({ before, limit: PAGE });
    entries.push(...page.entries);
    before = page.next;
    if (before === null) break;
  }
  return entries;
}
