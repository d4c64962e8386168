import {
  type GuardedLoyalty,
  LoyaltyRefusedError,
  LoyaltyUnavailableError,
} from "@/lib/adapters/loyalty-provider/port";
import { lockCustomer } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { findCard, findCardOwner, updateCard } from "@/lib/loyalty/store";
import type { ClosurePayload, UpdatePayload } from "@/lib/loyalty/sync-store";
import type { JobFailure, JobOutcome } from "@/lib/platform/jobs/service";
import { completeJob, type Job } from "@/lib/platform/jobs/store";
import { applyCardData } from "@/lib/profile/card-data-service";

/** Tells the programme what has changed, and makes it true here once it agrees. */
export async function update(deps: Deps, programme: GuardedLoyalty, job: Job): Promise<JobOutcome> {
  const { customerId, accountNumber, writeKey, member, ...change } = job.payload as UpdatePayload;
  const { profile: data, ip, source, keepSession } = change;
  try {
    await programme.update(accountNumber, member, writeKey);
  } catch (error) {
    return failureOf(error, "write_unknown");
  }
  return deps.db.$transaction<JobOutcome>(async (transaction) => {
    // The customer before their card, as everywhere: nobody waits for somebody who waits for them.
    await lockCustomer(transaction, customerId);
    const card = await findCard(transaction, customerId);
    if (card?.accountNumber === accountNumber) {
      await updateCard(transaction, card.id, { number: member.phone ?? card.number, now: deps.now() });
      if (data) await applyCardData(transaction, deps, customerId, { attributes: {}, data, ip, source, keepSession });
    }
    await completeJob(transaction, job);
    return "done";
  });
}

/** Closes the account that nobody has here any more. */
export async function closeAccount(deps: Deps, programme: GuardedLoyalty, job: Job): Promise<JobOutcome> {
  const { provider, accountNumber, writeKey, erases } = job.payload as ClosurePayload;
  if ((await findCardOwner(deps.db, provider, accountNumber)) !== null) return "done";
  const close = (erases && programme.erase) || programme.deactivate;
  try {
    await close(accountNumber, writeKey);
  } catch (error) {
    return failureOf(error, "write_unknown");
  }
  return "done";
}

/** @throws what is no answer of a programme */
export function failureOf(error: unknown, whenUnavailable: "lookup_failed" | "write_unknown"): JobFailure {
  if (error instanceof LoyaltyRefusedError) return { giveUp: error.isTaken ? "taken" : "refused", error };
  if (error instanceof LoyaltyUnavailableError) return { retry: whenUnavailable, error };
  throw error;
}
