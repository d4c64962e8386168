import { deleteKnownDevices } from "@/lib/auth/device-store";
import { deleteAllowedIdentities } from "@/lib/auth/identity-store";
import { deletePasskeys } from "@/lib/auth/passkey-store";
import { deleteOtherSessions } from "@/lib/auth/session-store";
import { deleteTokens } from "@/lib/auth/token-store";
import type { Deps } from "@/lib/deps";
import type { DbTransaction } from "@/lib/platform/db";
import { revokePasses } from "@/lib/wallet/revocation-service";

/**
 * Ends a customer's access, in the transaction of what is the reason: every sign-in, by cookie and by token, and with it
 * the challenges that it holds. Nothing else ends more than one.
 * @param keepSessionId the sign-in that stays; null for none
 * @param personalTokens whether API tokens, passkeys, linked identities, known devices and passes in wallets end as well: when
 *   somebody else may have made them
 */
export async function endAccess(
  transaction: DbTransaction,
  deps: Deps,
  customerId: number,
  { keepSessionId, personalTokens }: { keepSessionId: bigint | null; personalTokens: boolean },
): Promise<void> {
  await deleteOtherSessions(transaction, customerId, keepSessionId);
  deps.log.info({ security: "access_ended", customer: customerId, personalTokens }, "access ended");
  if (!personalTokens) return;
  await deleteTokens(transaction, customerId);
  await deletePasskeys(transaction, customerId);
  await deleteAllowedIdentities(transaction, customerId);
  await deleteKnownDevices(transaction, customerId);
  await revokePasses(transaction, deps, customerId);
}
