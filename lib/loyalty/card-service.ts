import { recordActivity } from "@/lib/activity/store";
import { lockCustomer } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { deleteCard, findCard, insertCard, type LoyaltyCardRow, writeLeftAccount } from "@/lib/loyalty/store";
import { type AccountRef, cancelPendingClosure, withdrawUpdate } from "@/lib/loyalty/sync-store";
import { toCardEvent } from "@/lib/loyalty/view";
import type { DbTransaction } from "@/lib/platform/db";
import type { Job } from "@/lib/platform/jobs/store";
import type { RequestContext } from "@/lib/platform/request-context";
import { wakePasses } from "@/lib/wallet/wake-service";
import { recordEvents } from "@/lib/webhooks/event-service";

/* How a customer gets a card and loses it, in the transaction of whoever asks: the programme is theirs to tell. */

/**
 * Gives a customer the card of an account that is theirs, and withdraws its pending closure.
 * @param given.closure the claim of who reserved the account
 * @returns why there is none: the customer is `gone`, the account is `closing` at this moment or has been `taken`; or they
 *   `have_one` already
 */
export async function giveCard(
  transaction: DbTransaction,
  deps: Pick<Deps, "now">,
  {
    customerId,
    account,
    number,
    closure,
    ip,
    event,
  }: {
    customerId: number;
    account: AccountRef;
    number: string;
    closure: Pick<Job, "claim"> | null;
    ip: string;
    event: "card.joined" | "card.linked";
  },
): Promise<LoyaltyCardRow | "gone" | "closing" | "taken" | "have_one"> {
  // Whoever deletes the customer locks them too: the card is there before that, or not at all.
  if (!(await lockCustomer(transaction, customerId))) return "gone";
  if (!(await cancelPendingClosure(transaction, account, closure))) return "closing";
  const now = deps.now();
  const card = await insertCard(transaction, { customerId, ...account, number, now });
  if (!card) return (await findCard(transaction, customerId)) ? "have_one" : "taken";
  const context = { ip, userAgent: null };
  await recordActivity(transaction, customerId, { kind: "loyalty_joined", at: now, context });
  await announceCard(transaction, deps, event, card);
  return card;
}

/** Takes a customer's card away; their account is known again when they come back. @returns null without a card */
export async function removeCard(
  transaction: DbTransaction,
  deps: Pick<Deps, "now">,
  customerId: number,
  context: Pick<RequestContext, "ip" | "userAgent">,
): Promise<AccountRef | null> {
  await lockCustomer(transaction, customerId);
  const card = await deleteCard(transaction, customerId);
  if (!card) return null;
  await writeLeftAccount(transaction, card, deps.now());
  await withdrawUpdate(transaction, customerId);
  await recordActivity(transaction, customerId, { kind: "loyalty_left", at: deps.now(), context });
  await announceCard(transaction, deps, "card.left", card);
  return card;
}

/** Tells other systems and wallets. */
async function announceCard(
  transaction: DbTransaction,
  deps: Pick<Deps, "now">,
  type: "card.joined" | "card.linked" | "card.left",
  { customerId, provider, accountNumber }: LoyaltyCardRow,
): Promise<void> {
  await recordEvents(transaction, deps, customerId, [toCardEvent(type, { provider, accountNumber })]);
  await wakePasses(transaction, customerId);
}
