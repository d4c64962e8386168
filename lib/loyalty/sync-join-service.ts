import { recordActivity } from "@/lib/activity/store";
import { type GuardedLoyalty, type LoyaltyAccount, LoyaltyRefusedError } from "@/lib/adapters/loyalty-provider/port";
import { findVerifiedEmail, lockCustomer } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { isOwnAccount } from "@/lib/loyalty/rules";
import { findCard, findCardOwner, insertCard } from "@/lib/loyalty/store";
import { failureOf } from "@/lib/loyalty/sync-change-service";
import {
  cancelPendingClosure,
  claimClosure,
  insertClosure,
  type JoinPayload,
  lockAccount,
} from "@/lib/loyalty/sync-store";
import { type JobFailure, type JobOutcome, runJob } from "@/lib/platform/jobs/service";
import { completeJob, type Job, releaseJob, updateJobPayload } from "@/lib/platform/jobs/store";
import { applyCardData } from "@/lib/profile/card-data-service";

type Joining = NonNullable<JoinPayload["joining"]>;

/** Proving the address runs the job at once; this is for whoever waits for long. */
const PROOF_RETRY_SECONDS = 6 * 3600;

/** Links the person's own account in the programme, or creates one, and gives them its card. */
export async function join(deps: Deps, programme: GuardedLoyalty, job: Job): Promise<JobOutcome> {
  const payload = job.payload as JoinPayload;
  const { joining, member, writeKey } = payload;
  if (joining === null) return undoJoin(deps, programme, job);
  if (!payload.isStarted) {
    const found = await reserveOwnAccount(deps, programme, { member, joining });
    if (found && !("accountNumber" in found)) return found;
    if (found) return linkAccount(deps, programme, { job, member, joining, account: found });
    // Abandoned meanwhile, with its customer: nothing is to be created.
    if (!(await updateJobPayload(deps.db, job, { ...payload, isStarted: true }))) return "done";
  }
  let accountNumber: string;
  try {
    // After a lost response, the same key returns the account that was created then.
    ({ accountNumber } = await programme.create(member, writeKey));
  } catch (error) {
    return failureOf(error, "write_unknown");
  }
  return linkAccount(deps, programme, { job, member, joining, account: { accountNumber, origin: "created" } });
}

/** @returns null when the person has no open account there; why the job must end or wait, when it must */
async function reserveOwnAccount(
  deps: Deps,
  programme: GuardedLoyalty,
  { member, joining }: { member: JoinPayload["member"]; joining: Joining },
): Promise<ReservedAccount | JobFailure | null> {
  try {
    const account = await findOwnAccount(deps, programme, { member, joining });
    if (account === "needs_proof") return { retry: "email_unproved", afterSeconds: PROOF_RETRY_SECONDS };
    if (!account) return null;
    const owner = await findCardOwner(deps.db, programme.name, account.accountNumber);
    if (owner !== null && owner !== joining.customerId) return { giveUp: "taken" };
    const reserved = await reserveAccount(deps, programme, account.accountNumber);
    if (reserved === "closing") return { retry: "lookup_failed" };
    return reserved === "closed" ? null : reserved;
  } catch (error) {
    return failureOf(error, "lookup_failed");
  }
}

type LinkableAccount = ReservedAccount | { accountNumber: string; origin: "created" };

async function linkAccount(
  deps: Deps,
  programme: GuardedLoyalty,
  {
    job,
    member,
    joining,
    account,
  }: { job: Job; member: JoinPayload["member"]; joining: Joining; account: LinkableAccount },
): Promise<JobOutcome> {
  const { accountNumber } = account;
  const closure = account.origin === "found" ? account.closure : null;
  const { customerId, attributes, profile: data, ip, source, keepSession } = joining;
  const ref = { provider: programme.name, accountNumber };
  const outcome = await deps.db.$transaction<JobOutcome | "gone">(async (transaction) => {
    // Whoever deletes the customer locks them too: the account is linked before that, or not at all.
    if (!(await lockCustomer(transaction, customerId))) return "gone";
    if (!(await cancelPendingClosure(transaction, ref, closure))) return { retry: "write_unknown" };
    const card = await insertCard(transaction, { customerId, ...ref, number: member.phone ?? "", now: deps.now() });
    if (!card && !(await findCard(transaction, customerId))) return { giveUp: "taken" };
    if (card) {
      const context = { ip, userAgent: null };
      await recordActivity(transaction, customerId, { kind: "loyalty_joined", at: deps.now(), context });
      await applyCardData(transaction, deps, customerId, { attributes, data, ip, source, keepSession });
    }
    await completeJob(transaction, job);
    return "done";
  });
  if (closure && outcome !== "done") await releaseJob(deps.db, closure);
  if (outcome !== "gone") return outcome;
  // A found account was never linked here, and stays as it was.
  return account.origin === "found" ? "done" : closeCreated(deps, programme, job, accountNumber);
}

/** Closes what a deleted customer's join has created, if anything: only the same call with the same key tells. */
async function undoJoin(deps: Deps, programme: GuardedLoyalty, job: Job): Promise<JobOutcome> {
  const { member, writeKey } = job.payload as JoinPayload;
  try {
    const { accountNumber } = await programme.create(member, writeKey);
    return await closeCreated(deps, programme, job, accountNumber);
  } catch (error) {
    // Refused: there is none.
    return error instanceof LoyaltyRefusedError ? "done" : failureOf(error, "write_unknown");
  }
}

/** Closes an account that was created for a deleted customer; committed to before it is tried. */
async function closeCreated(
  deps: Deps,
  programme: GuardedLoyalty,
  job: Job,
  accountNumber: string,
): Promise<JobOutcome> {
  const account = { provider: programme.name, accountNumber };
  const closureId = await deps.db.$transaction(async (transaction) => {
    await lockAccount(transaction, account);
    if (!(await completeJob(transaction, job))) return null;
    return insertClosure(transaction, account, { erases: true });
  });
  if (closureId !== null) await runJob(deps, closureId, 0);
  return "done";
}

/** An account that nobody closes until it is linked, or the lease of its claimed closure ends. */
type ReservedAccount = { accountNumber: string; origin: "found"; closure: Job | null };

/**
 * Keeps a found account open: claims its pending closure, and reads whether one was carried out since the search. A
 * process that dies before linking leaves the closure pending.
 * @returns `closing` while the account is being closed, `closed` when it is @throws as the provider
 */
export async function reserveAccount(
  deps: Deps,
  programme: GuardedLoyalty,
  accountNumber: string,
): Promise<ReservedAccount | "closing" | "closed"> {
  const closure = await claimClosure(deps.db, { provider: programme.name, accountNumber });
  if (closure === "busy") return "closing";
  let isOpen = false;
  try {
    isOpen = (await programme.read(accountNumber))?.isActive === true;
  } finally {
    if (closure && !isOpen) await releaseJob(deps.db, closure);
  }
  return isOpen ? { accountNumber, origin: "found", closure } : "closed";
}

/**
 * Finds the person's account by what they have proved alone.
 * @returns null without a verified number, too; `needs_proof` for an account that has the number and the address they
 *   claim but have not proved @throws as the provider
 */
async function findOwnAccount(
  deps: Deps,
  programme: GuardedLoyalty,
  { member, joining: { customerId, provedPhone } }: { member: JoinPayload["member"]; joining: Joining },
): Promise<LoyaltyAccount | "needs_proof" | null> {
  if (provedPhone === null) return null;
  const proved = await findVerifiedEmail(deps.db, customerId);
  const accounts = await programme.search({ phone: provedPhone, email: proved });
  const findFor = (email: string | null) =>
    accounts.find((account) => isOwnAccount(account, { provedPhone, email }, deps.env.DEFAULT_PHONE_REGION));
  const account = findFor(proved);
  if (account) return account;
  return proved === null && findFor(member.email) ? "needs_proof" : null;
}
