import { type GuardedLoyalty, type LoyaltyMember, LoyaltyRefusedError } from "@/lib/adapters/loyalty-provider/port";
import { findContact } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { programmeAttributes } from "@/lib/fields/rules";
import { giveCard } from "@/lib/loyalty/card-service";
import {
  disownAccount,
  findAccountLeftBehind,
  findOwnAccount,
  reopenAccount,
  reserveAccount,
} from "@/lib/loyalty/own-account-service";
import { isReachedElsewhere } from "@/lib/loyalty/rules";
import { findCardOwner } from "@/lib/loyalty/store";
import { failureOf, writeFailureOf } from "@/lib/loyalty/sync-change-service";
import {
  type ContactField,
  insertClosure,
  insertContactUpdate,
  insertUpdate,
  type Joining,
  type JoinPayload,
  lockAccount,
} from "@/lib/loyalty/sync-store";
import { transact } from "@/lib/platform/database/transact";
import type { DbTransaction } from "@/lib/platform/db";
import { type JobFailure, type JobOutcome, type RunOutcome, runJob } from "@/lib/platform/jobs/service";
import { completeJob, type Job, releaseJob, updateJobPayload } from "@/lib/platform/jobs/store";
import { applyCardData } from "@/lib/profile/card-data-service";

/** Proving the address runs the job at once; this is for whoever waits for long. */
const PROOF_RETRY_SECONDS = 6 * 3600;

/** Links the person's own account in the programme, opening it again if need be, or creates one, and gives them its card. */
export async function join(deps: Deps, programme: GuardedLoyalty, job: Job): Promise<RunOutcome> {
  const payload = job.payload as JoinPayload;
  const { joining, member, writeKey } = payload;
  if (joining === null) return undoJoin(deps, programme, job);
  if (!payload.isStarted) {
    const found = await findAccount(deps, programme, job, payload);
    if (found === "done" || (found && !("accountNumber" in found))) return found;
    if (found) return linkAccount(deps, programme, { job, member, joining, account: found });
    // Abandoned meanwhile, with its customer: nothing is to be created.
    const started: JoinPayload = { ...payload, reopening: undefined, isStarted: true };
    if (!(await updateJobPayload(deps.db, job, started))) return "done";
  }
  let accountNumber: string;
  try {
    // After a lost response, the same key returns the account that was created then.
    ({ accountNumber } = await programme.create(member, writeKey));
  } catch (error) {
    return writeFailureOf(deps, programme, error, { phone: member.phone, accountNumber: null });
  }
  const account = { accountNumber, origin: "created", closure: null, isOutdated: false } as const;
  return linkAccount(deps, programme, { job, member, joining, account });
}

type LinkableAccount = {
  accountNumber: string;
  origin: "found" | "reopened" | "created";
  closure: Job | null;
  /** It was theirs when they had another number or address: the programme is to hear of the present ones. */
  isOutdated: boolean;
};

/** @returns null when the person is to have a new account; how the job ends or waits, when it must */
async function findAccount(
  deps: Deps,
  programme: GuardedLoyalty,
  job: Job,
  payload: JoinPayload,
): Promise<LinkableAccount | JobOutcome | null> {
  const { joining, member, proved, disowned = [], writeKey } = payload;
  if (joining === null) return null;
  try {
    const known = proved ?? (await findAccountLeftBehind(deps, programme, joining.customerId));
    const back = known === null ? null : await takeAccount(deps, programme, job, { accountNumber: known, member });
    if (back) return back;
    for (const accountNumber of disowned) await disownAccount(deps, programme, { accountNumber, writeKey });
    const found = await findOwnAccount(deps, programme, { member, joining, disowned });
    if (found === null || found.accountNumber === known) return null;
    if (found.needs === "email") return { retry: "email_unproved", afterSeconds: PROOF_RETRY_SECONDS };
    if (found.needs === "second_proof") return await askWhose(deps, job, payload, found.accountNumber);
    return await takeAccount(deps, programme, job, { accountNumber: found.accountNumber, member });
  } catch (error) {
    return failureOf(error, "lookup_failed");
  }
}

/** Waits for the customer's word: see account-proof-service.ts. */
async function askWhose(
  deps: Deps,
  job: Job,
  { code: _former, ...payload }: JoinPayload,
  accountNumber: string,
): Promise<JobFailure> {
  const isAsked = payload.disputed === accountNumber;
  if (!isAsked) await updateJobPayload(deps.db, job, { ...payload, disputed: accountNumber });
  return { retry: "second_proof", afterSeconds: PROOF_RETRY_SECONDS };
}

/**
 * Keeps an account from being closed, and opens it if it is.
 * @returns null for one that is gone or stays closed @throws as the provider
 */
async function takeAccount(
  deps: Deps,
  programme: GuardedLoyalty,
  job: Job,
  { accountNumber, member }: { accountNumber: string; member: JoinPayload["member"] },
): Promise<LinkableAccount | JobOutcome | null> {
  const owner = await findCardOwner(deps.db, programme.name, accountNumber);
  if (owner !== null && owner !== (job.payload as JoinPayload).joining?.customerId) return { giveUp: "taken" };
  const reserved = await reserveAccount(deps, programme, accountNumber);
  if (reserved === "closing") return { retry: "lookup_failed" };
  if (!reserved) return null;
  const { account, closure } = reserved;
  const isOutdated = isReachedElsewhere(account, member, deps.env.DEFAULT_PHONE_REGION);
  const linkable = { accountNumber, closure, isOutdated };
  const wasReopened = (job.payload as JoinPayload).reopening === accountNumber;
  if (account.isActive) return { ...linkable, origin: wasReopened ? "reopened" : "found" };
  let isKept = false;
  try {
    const outcome = await reopenAccount(deps, programme, job, accountNumber);
    isKept = outcome === "reopened";
    if (outcome === "abandoned") return "done";
    return isKept ? { ...linkable, origin: "reopened" } : null;
  } catch (error) {
    return failureOf(error, "write_unknown");
  } finally {
    if (closure && !isKept) await releaseJob(deps.db, closure);
  }
}

async function linkAccount(
  deps: Deps,
  programme: GuardedLoyalty,
  {
    job,
    member,
    joining,
    account,
  }: { job: Job; member: JoinPayload["member"]; joining: Joining; account: LinkableAccount },
): Promise<RunOutcome> {
  const { accountNumber, closure } = account;
  const { customerId, attributes, profile: data, ip, source, keepSession } = joining;
  const change = { ip, source, keepSession };
  const ref = { provider: programme.name, accountNumber };
  const outcome = await transact<RunOutcome | "gone">(deps.db, async (transaction) => {
    const number = member.phone ?? "";
    const given = { customerId, account: ref, number, closure, ip, event: "card.joined" } as const;
    const card = await giveCard(transaction, deps, given);
    if (card === "gone") return "gone";
    if (card === "closing") return { retry: "write_unknown" };
    if (card === "taken") return { giveUp: "taken" };
    if (card !== "have_one") {
      const told = account.origin === "created" ? member.attributes : undefined;
      const changed = await changedSince(transaction, deps, joining, told);
      await applyCardData(transaction, deps, customerId, { attributes, data, ...change });
      if (account.isOutdated) {
        await insertUpdate(transaction, { customerId, account: ref, input: { member, profile: null, ...change } });
      }
      if (changed.length > 0) await insertContactUpdate(transaction, { customerId, account: ref, changed });
    }
    await completeJob(transaction, job);
    return "completed";
  });
  if (closure && outcome !== "completed") await releaseJob(deps.db, closure);
  if (outcome !== "gone") return outcome;
  // One that was found open stays as it was.
  return account.origin === "found" ? "done" : closeOpened(deps, programme, job, accountNumber);
}

/**
 * What has changed in the profile since they asked to join: there was no card yet that could follow.
 * @param told the attributes that the account was made with
 */
async function changedSince(
  transaction: DbTransaction,
  { fields }: Deps,
  { customerId, contact: former }: Joining,
  told: LoyaltyMember["attributes"],
): Promise<ContactField[]> {
  const customer = await findContact(transaction, customerId);
  // Joins that an older release has queued do not say.
  if (!former || !customer) return [];
  const contact = (["phone", "email"] as const).filter((field) => customer[field] !== former[field]);
  const attributes = programmeAttributes(customer.attributes as Record<string, unknown>, fields);
  return JSON.stringify(attributes) === JSON.stringify(told) ? contact : [...contact, "attributes"];
}

/**
 * Closes what a deleted customer's join has opened: the account that the job names, or else the one that it has created,
 * if any, which only the same call with the same key tells.
 */
async function undoJoin(deps: Deps, programme: GuardedLoyalty, job: Job): Promise<RunOutcome> {
  const { member, writeKey, reopening } = job.payload as JoinPayload;
  if (reopening !== undefined) return closeOpened(deps, programme, job, reopening);
  try {
    const { accountNumber } = await programme.create(member, writeKey);
    return await closeOpened(deps, programme, job, accountNumber);
  } catch (error) {
    // Refused: there is none.
    return error instanceof LoyaltyRefusedError ? "done" : failureOf(error, "write_unknown");
  }
}

/** Closes an account that was created or reopened for a deleted customer; committed to before it is tried. */
async function closeOpened(
  deps: Deps,
  programme: GuardedLoyalty,
  job: Job,
  accountNumber: string,
): Promise<RunOutcome> {
  const account = { provider: programme.name, accountNumber };
  const closureId = await transact(deps.db, async (transaction) => {
    await lockAccount(transaction, account);
    if (!(await completeJob(transaction, job))) return null;
    return insertClosure(transaction, account, { erases: true });
  });
  if (closureId !== null) await runJob(deps, closureId, 0);
  return "completed";
}
