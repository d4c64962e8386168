import { recordActivity } from "@/lib/activity/store";
import {
  type GuardedLoyalty,
  type LoyaltyAccount,
  LoyaltyRefusedError,
  type ProviderName,
} from "@/lib/adapters/loyalty-provider/port";
import { lockCustomer } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { isOwnAccount } from "@/lib/loyalty/rules";
import { findCard, findCardOwner, insertCard } from "@/lib/loyalty/store";
import { failureOf } from "@/lib/loyalty/sync-change-service";
import {
  cancelPendingClosure,
  claimClosure,
  insertClosure,
  type JoinInput,
  type JoinPayload,
  lockAccount,
} from "@/lib/loyalty/sync-store";
import { type JobOutcome, runJob } from "@/lib/platform/jobs/service";
import { completeJob, type Job, releaseJob, updateJobPayload } from "@/lib/platform/jobs/store";
import { applyCardData } from "@/lib/profile/card-data-service";

type Joining = NonNullable<JoinPayload["joining"]>;

/** Finds the person's own account in the programme, or makes one, and links it to them. */
export async function join(deps: Deps, programme: GuardedLoyalty, job: Job): Promise<JobOutcome> {
  const payload = job.payload as JoinPayload;
  const { joining, member, writeKey } = payload;
  if (joining === null) return undoJoin(deps, programme, job);
  let found: ReservedAccount | null = null;
  if (!payload.isStarted) {
    try {
      const account = await findOwnAccount(deps, programme, { member, provedPhone: joining.provedPhone });
      if (account && (await isAnothers(deps, programme.name, account.accountNumber, joining.customerId))) {
        return { giveUp: "taken" };
      }
      const reserved = account && (await reserveAccount(deps, programme, account.accountNumber));
      if (reserved === "closing") return { retry: "lookup_failed" };
      if (reserved !== "closed") found = reserved;
    } catch (error) {
      return failureOf(error, "lookup_failed");
    }
    // Given up meanwhile, as its customer was deleted: there is nothing to be made, and nothing to be undone.
    if (!found && !(await updateJobPayload(deps.db, job, { ...payload, isStarted: true }))) return "done";
  }
  if (found) return linkAccount(deps, programme, { job, member, joining, account: found });
  let accountNumber: string;
  try {
    // Sent again with its key after a lost reply, it answers the account that is there already.
    ({ accountNumber } = await programme.create(member, writeKey));
  } catch (error) {
    return failureOf(error, "write_unknown");
  }
  return linkAccount(deps, programme, { job, member, joining, account: { accountNumber, origin: "made" } });
}

type LinkableAccount = ReservedAccount | { accountNumber: string; origin: "made" };

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
    // Locked first, and by whoever deletes them too: they are either linked before that, or gone.
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
  // What was found there had never been theirs here, and stays as it was.
  return account.origin === "found" ? "done" : closeMade(deps, programme, job, accountNumber);
}

/**
 * Completes joining when its customer is gone. Only the same call with the same key tells which account the programme
 * has made, if any; that one is closed.
 */
async function undoJoin(deps: Deps, programme: GuardedLoyalty, job: Job): Promise<JobOutcome> {
  const { member, writeKey } = job.payload as JoinPayload;
  try {
    const { accountNumber } = await programme.create(member, writeKey);
    return await closeMade(deps, programme, job, accountNumber);
  } catch (error) {
    // A refusal says that there is none.
    return error instanceof LoyaltyRefusedError ? "done" : failureOf(error, "write_unknown");
  }
}

/** Closes an account that a deleted customer's joining has made; committed to before it is tried. */
async function closeMade(deps: Deps, programme: GuardedLoyalty, job: Job, accountNumber: string): Promise<JobOutcome> {
  const account = { provider: programme.name, accountNumber };
  const closureId = await deps.db.$transaction(async (transaction) => {
    await lockAccount(transaction, account);
    if (!(await completeJob(transaction, job))) return null;
    return insertClosure(transaction, account, { erases: true });
  });
  if (closureId !== null) await runJob(deps, closureId, 0);
  return "done";
}

/** An account that stays open until it is linked, or for the length of a lease. */
type ReservedAccount = { accountNumber: string; origin: "found"; closure: Job | null };

/**
 * Makes sure that a found account stays open: its pending closure is claimed, and one that was carried out since the
 * search shows. Whoever dies before they have linked it leaves the closure pending.
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

/** None where the number is not verified. @throws as the provider */
async function findOwnAccount(
  deps: Deps,
  programme: GuardedLoyalty,
  { member, provedPhone }: Pick<JoinInput, "member" | "provedPhone">,
): Promise<LoyaltyAccount | null> {
  if (provedPhone === null) return null;
  const accounts = await programme.search({ phone: provedPhone, email: member.email });
  const person = { provedPhone, email: member.email };
  return accounts.find((account) => isOwnAccount(account, person, deps.env.DEFAULT_PHONE_REGION)) ?? null;
}

async function isAnothers(
  deps: Deps,
  provider: ProviderName,
  accountNumber: string,
  customerId: number,
): Promise<boolean> {
  const owner = await findCardOwner(deps.db, provider, accountNumber);
  return owner !== null && owner !== customerId;
}
