import { findCard } from "@/lib/loyalty/store";
import { type ContactField, insertContactUpdate } from "@/lib/loyalty/sync-store";
import type { DbTransaction } from "@/lib/platform/db";

/**
 * Lets card and programme follow what has changed in the profile, in the transaction that changes it. Every writer of
 * a customer's phone or address calls this; without a card nothing happens.
 */
export async function queueContactSync(
  transaction: DbTransaction,
  customerId: number,
  changed: readonly ContactField[],
): Promise<void> {
  const card = await findCard(transaction, customerId);
  if (card) await insertContactUpdate(transaction, { customerId, account: card, changed });
}
