import type { Deps } from "@/lib/deps";
import type { LoyaltyCardRow } from "@/lib/loyalty/store";
import { toCardEvent } from "@/lib/loyalty/view";
import type { DbTransaction } from "@/lib/platform/db";
import { wakePasses } from "@/lib/wallet/wake-service";
import { recordEvents } from "@/lib/webhooks/event-service";

/** Tells other systems and wallets that the customer has a card now, or none any more. */
export async function recordCardEvent(
  transaction: DbTransaction,
  deps: Pick<Deps, "now">,
  customerId: number,
  type: "card.joined" | "card.linked" | "card.left",
  account: Pick<LoyaltyCardRow, "provider" | "accountNumber">,
): Promise<void> {
  await recordEvents(transaction, deps, customerId, [toCardEvent(type, account)]);
  await wakePasses(transaction, customerId);
}
