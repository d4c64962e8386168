import { getCustomer } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { queueMail } from "@/lib/notifications/service";
import type { DbTransaction } from "@/lib/platform/db";
import { languageFor } from "@/lib/platform/i18n/languages";
import { endPasses } from "@/lib/wallet/wake-service";

/**
 * Ends the customer's passes with all other access to the account: whoever has one reads name, number and points for good.
 * If there were any, a mail tells that the card is to be added anew.
 */
export async function revokePasses(transaction: DbTransaction, deps: Deps, customerId: number): Promise<void> {
  if (!(await endPasses(transaction, deps, customerId))) return;
  const { email, languageCode } = await getCustomer(transaction, customerId);
  if (!email) return;
  const language = languageFor(languageCode, deps.env.DEFAULT_LANGUAGE);
  await queueMail(deps, transaction, { to: email, template: "wallet_ended", language });
}
