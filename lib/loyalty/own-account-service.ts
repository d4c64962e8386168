import {
  type GuardedLoyalty,
  type LoyaltyAccount,
  type LoyaltyMember,
  LoyaltyRefusedError,
} from "@/lib/adapters/loyalty-provider/port";
import { canonicalPhone } from "@/lib/contact/phone-rules";
import { findVerifiedEmail } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { isOwnAccount } from "@/lib/loyalty/rules";
import { clearCardNumber, findCardOwner, findLeftAccount } from "@/lib/loyalty/store";
import { claimClosure, type Joining, type JoinPayload } from "@/lib/loyalty/sync-store";
import { type Job, releaseJob, updateJobPayload } from "@/lib/platform/jobs/store";
import { sha256 } from "@/lib/platform/secrets";

/* Which account of the programme is a customer's own, and how it is kept open until they have its card. */

/**
 * The account that the customer had when they left the programme, whatever number and address they have by now.
 * @returns null when somebody else has it
 */
export async function findAccountLeftBehind(
  deps: Deps,
  { name: provider }: GuardedLoyalty,
  customerId: number,
): Promise<string | null> {
  const left = await findLeftAccount(deps.db, customerId, provider);
  if (!left || (await findCardOwner(deps.db, provider, left.accountNumber)) !== null) return null;
  return left.accountNumber;
}

/** The person's own account, or one that waits for a proof: of their address, or of whose it is. */
export type FoundAccount = { accountNumber: string; needs: "nothing" | "email" | "second_proof" };

/**
 * Finds the person's account by what they have proved; an open one rather than a closed one. One that has the number and
 * another address may be theirs or somebody's who had the number before.
 * @param search.disowned accounts that they have said are not theirs
 * @returns null without a verified number, too @throws as the provider
 */
export async function findOwnAccount(
  deps: Deps,
  programme: GuardedLoyalty,
  search: { member: LoyaltyMember; joining: Joining; disowned: readonly string[] },
): Promise<FoundAccount | null> {
  const { customerId, provedPhone } = search.joining;
  if (provedPhone === null) return null;
  const region = deps.env.DEFAULT_PHONE_REGION;
  const proved = await findVerifiedEmail(deps.db, customerId);
  const accounts = (await programme.search({ phone: provedPhone, email: proved }))
    .filter(({ accountNumber }) => !search.disowned.includes(accountNumber))
    .toSorted((a, b) => Number(b.isActive) - Number(a.isActive));
  const found = (isMeant: (account: LoyaltyAccount) => boolean, needs: FoundAccount["needs"]) => {
    const account = accounts.find(isMeant);
    return account && { accountNumber: account.accountNumber, needs };
  };
  const isOf = (email: string | null) => (account: LoyaltyAccount) =>
    isOwnAccount(account, { provedPhone, email }, region);
  return (
    found(isOf(proved), "nothing") ??
    (proved === null ? found(isOf(search.member.email), "email") : undefined) ??
    found(({ phone }) => phone !== null && canonicalPhone(phone, region) === provedPhone, "second_proof") ??
    null
  );
}

/**
 * Takes the number out of an account that is not the caller's; its points stay. A programme that refuses keeps it.
 * @throws as the provider
 */
export async function disownAccount(
  deps: Deps,
  programme: GuardedLoyalty,
  { accountNumber, writeKey }: { accountNumber: string; writeKey: string },
): Promise<void> {
  const account = await programme.read(accountNumber);
  if (!account || account.phone === null) return;
  try {
    await programme.update(accountNumber, { ...account, phone: null }, sha256(`${writeKey}:${accountNumber}`));
  } catch (error) {
    if (!(error instanceof LoyaltyRefusedError)) throw error;
    deps.log.warn({ err: error }, "the number stays with an account that its holder has disowned");
    return;
  }
  await clearCardNumber(deps.db, { provider: programme.name, accountNumber });
}

/** An account whose pending closure nobody carries out until it is linked, or the lease of the claimed closure ends. */
export type ReservedAccount = { account: LoyaltyAccount; closure: Job | null };

/**
 * Claims an account's pending closure, and reads whether one was carried out since the search. A process that dies
 * before linking leaves the closure pending.
 * @returns `closing` while the account is being closed; null for one that is gone @throws as the provider
 */
export async function reserveAccount(
  deps: Deps,
  programme: GuardedLoyalty,
  accountNumber: string,
): Promise<ReservedAccount | "closing" | null> {
  const closure = await claimClosure(deps.db, { provider: programme.name, accountNumber });
  if (closure === "busy") return "closing";
  let account: LoyaltyAccount | null = null;
  try {
    account = await programme.read(accountNumber);
  } finally {
    if (closure && !account) await releaseJob(deps.db, closure);
  }
  return account && { account, closure };
}

/**
 * Opens a closed account again for whoever is joining; the job tells that it may be open, before it is.
 * @returns `kept_closed` where the programme does not do that; `abandoned` with its customer meanwhile
 * @throws as the provider
 */
export async function reopenAccount(
  deps: Deps,
  programme: GuardedLoyalty,
  job: Job,
  accountNumber: string,
): Promise<"reopened" | "kept_closed" | "abandoned"> {
  const payload = job.payload as JoinPayload;
  if (!(await updateJobPayload(deps.db, job, { ...payload, reopening: accountNumber }))) return "abandoned";
  return (await programme.reopen(accountNumber, payload.writeKey)) ? "reopened" : "kept_closed";
}
