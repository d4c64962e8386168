import { findCardOwner } from "@/lib/loyalty/store";
import type { DbTransaction } from "@/lib/platform/db";
import type { Entry } from "@/lib/points/rules";
import { toPointsEvent } from "@/lib/points/view";
import { wakePasses } from "@/lib/wallet/wake-service";
import { recordEvents } from "@/lib/webhooks/event-service";

/** Tells other systems and wallets how the points of an account have changed that one of our customers has the card of. */
export async function announcePoints(
  transaction: DbTransaction,
  deps: { now: () => Date },
  accountNumber: string,
  entries: readonly Pick<Entry, "kind" | "points">[],
): Promise<void> {
  if (entries.length === 0) return;
  const customerId = await findCardOwner(transaction, "embedded", accountNumber);
  if (customerId === null) return;
  const events = entries.map((entry) => toPointsEvent(accountNumber, entry));
  await recordEvents(transaction, deps, customerId, events);
  await wakePasses(transaction, customerId);
}
