import type { CustomerRow } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { memberOfCustomer, toldOf } from "@/lib/loyalty/rules";
import { isRefusal, runSync } from "@/lib/loyalty/sync-service";
import { insertJoin, type JoinInput } from "@/lib/loyalty/sync-store";
import type { DbTransaction } from "@/lib/platform/db";
import type { LoyaltyServiceSetting } from "@/lib/settings/schema";

/* Joining as part of a registration. */

/** How long a registration waits for the card; the account is made in any case. */
const WAIT_MS = 100;

/**
 * Commits a new customer to the programme, in the transaction that makes their account.
 * @param isPhoneVerified false without a code: such a number finds no account @returns the job, for
 *   finishRegistrationJoin
 */
export async function queueRegistrationJoin(
  transaction: DbTransaction,
  { fields }: Deps,
  setting: LoyaltyServiceSetting,
  customer: CustomerRow,
  isPhoneVerified: boolean,
): Promise<bigint> {
  const input: JoinInput = {
    member: { ...memberOfCustomer(customer), ...toldOf(customer, fields) },
    provedPhone: isPhoneVerified ? customer.phoneCanonical : null,
    attributes: isPhoneVerified ? { has_loyalty: true, verified_user: true } : { has_loyalty: true },
    contact: { phone: customer.phone, email: customer.email },
    profile: null,
    ip: "",
    source: "register-with-loyalty",
    keepSession: null,
  };
  const { provider } = setting;
  const id = await insertJoin(transaction, { customerId: customer.id, provider, input });
  if (id === null) throw new Error("unreachable: a new customer is not joining yet");
  return id;
}

/** @returns whether the card is there, follows by itself, or was refused for good */
export async function finishRegistrationJoin(deps: Deps, jobId: bigint): Promise<"joined" | "pending" | "refused"> {
  // What it throws is in the log.
  const outcome = await runSync(deps, jobId, WAIT_MS).catch(() => "write_unknown");
  if (outcome === "done") return "joined";
  return isRefusal(outcome) ? "refused" : "pending";
}
