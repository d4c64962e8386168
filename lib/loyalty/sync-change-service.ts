import {
  type GuardedLoyalty,
  type LoyaltyMember,
  LoyaltyRefusedError,
  LoyaltyUnavailableError,
} from "@/lib/adapters/loyalty-provider/port";
import { canonicalPhone } from "@/lib/contact/phone-rules";
import { findContact, lockCustomer } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { programmeAttributes } from "@/lib/fields/rules";
import { findCard, findCardOwner, updateCard } from "@/lib/loyalty/store";
import type { ClosurePayload, UpdatePayload } from "@/lib/loyalty/sync-store";
import { transact } from "@/lib/platform/database/transact";
import type { JobFailure, JobOutcome, RunOutcome } from "@/lib/platform/jobs/service";
import { completeJob, type Job } from "@/lib/platform/jobs/store";
import { applyCardData } from "@/lib/profile/card-data-service";

/** Tells the programme what has changed, and makes it true here once it agrees. */
export async function update(deps: Deps, programme: GuardedLoyalty, job: Job): Promise<RunOutcome> {
  const payload = job.payload as UpdatePayload;
  const { customerId, accountNumber, writeKey, profile: data, ip, source, keepSession } = payload;
  let member: LoyaltyMember | null;
  try {
    member = await memberToTell(deps, programme, payload);
    if (!member) return { giveUp: "refused" };
  } catch (error) {
    return failureOf(error, "lookup_failed");
  }
  try {
    await programme.update(accountNumber, member, writeKey);
  } catch (error) {
    return writeFailureOf(deps, programme, error, { ...member, accountNumber });
  }
  const { phone } = member;
  const { follows = [] } = payload;
  // Without one in the form, the card keeps its number; what the programme makes of its spelling is not ours.
  const isNew = payload.member?.phone || follows.includes("phone");
  return transact<RunOutcome>(deps.db, async (transaction) => {
    // The customer before their card, as everywhere: nobody waits for somebody who waits for them.
    await lockCustomer(transaction, customerId);
    const card = await findCard(transaction, customerId);
    if (card?.accountNumber === accountNumber) {
      await updateCard(transaction, card.id, { number: isNew ? (phone ?? "") : card.number, now: deps.now() });
      if (data) await applyCardData(transaction, deps, customerId, { attributes: {}, data, ip, source, keepSession });
    }
    await completeJob(transaction, job);
    return "completed";
  });
}

/** @returns null for an account or a customer that is gone @throws as the provider */
async function memberToTell(
  { db, fields }: Deps,
  programme: GuardedLoyalty,
  { member, follows = [], customerId, accountNumber }: UpdatePayload,
): Promise<LoyaltyMember | null> {
  const known = member ?? (await programme.read(accountNumber));
  if (!known || follows.length === 0) return known;
  const customer = await findContact(db, customerId);
  if (!customer) return null;
  const told = { ...customer, attributes: programmeAttributes(customer.attributes as Record<string, unknown>, fields) };
  return { ...known, ...Object.fromEntries(follows.map((field) => [field, told[field]])) };
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

/** Short enough that a programme that is back after days hears within a minute of what it has missed. */
export const RETRY_SECONDS = 15;

/** @throws what is no answer of a programme */
export function failureOf(error: unknown, whenUnavailable: "lookup_failed" | "write_unknown"): JobFailure {
  if (error instanceof LoyaltyRefusedError) return { giveUp: error.isTaken ? "taken" : "refused", error };
  if (error instanceof LoyaltyUnavailableError) return { retry: whenUnavailable, afterSeconds: RETRY_SECONDS, error };
  throw error;
}

/**
 * As failureOf, for what was to be written of a member; a number that nobody but a closed account has is told apart from
 * one that is somebody's. @param written.accountNumber of their own account, when they have one
 */
export async function writeFailureOf(
  deps: Deps,
  programme: GuardedLoyalty,
  error: unknown,
  { phone, accountNumber }: Pick<LoyaltyMember, "phone"> & { accountNumber: string | null },
): Promise<JobFailure> {
  const failure = failureOf(error, "write_unknown");
  if (!("giveUp" in failure) || failure.giveUp !== "taken" || phone === null) return failure;
  const number = canonicalPhone(phone, deps.env.DEFAULT_PHONE_REGION) ?? phone;
  const holders = await programme.search({ phone: number, email: null }).catch(() => []);
  const others = holders.filter((holder) => holder.accountNumber !== accountNumber);
  const isClosed = others.length > 0 && others.every(({ isActive }) => !isActive);
  return isClosed ? { ...failure, giveUp: "closed" } : failure;
}
