import { recordActivity } from "@/lib/activity/store";
import { lockActor, type Proof } from "@/lib/auth/actor-service";
import { assertFreshSignIn } from "@/lib/auth/fresh-sign-in-service";
import { assertOwnPassword } from "@/lib/auth/password-service";
import { endAccess } from "@/lib/auth/revocation-service";
import type { CustomerActor } from "@/lib/auth/rules";
import { deleteEmailLinks } from "@/lib/credentials/store";
import { verifiedPhoneOf } from "@/lib/customers/rules";
import { getCustomer } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { queueAccountClosure, queueProfileSync } from "@/lib/loyalty/sync-service";
import { deliverSoon, queueMail } from "@/lib/notifications/service";
import { transact } from "@/lib/platform/database/transact";
import { DAY_MS } from "@/lib/platform/dates";
import type { DbTransaction } from "@/lib/platform/db";
import { AppError, FieldErrors } from "@/lib/platform/errors";
import { languageFor } from "@/lib/platform/i18n/languages";
import type { JobRegistry } from "@/lib/platform/jobs/service";
import { enqueueJobs } from "@/lib/platform/jobs/store";
import type { RequestContext } from "@/lib/platform/request-context";
import { sign } from "@/lib/platform/secrets";
import type { DeletionResponse } from "@/lib/privacy/schema";
import {
  clearDeletionTime,
  type DueAccount,
  type DueDeletion,
  deleteCustomer,
  findDeletionTime,
  findDueDeletions,
  lockDueAccount,
  retainConsents,
  writeDeletionTime,
} from "@/lib/privacy/store";
import { dayText, toDeletionAskedEvent, toDeletionResponse } from "@/lib/privacy/view";
import { removeAvatar } from "@/lib/profile/avatar-service";
import { type PendingStep, type Submission, verifyPhone } from "@/lib/verification/service";
import { endPasses } from "@/lib/wallet/wake-service";
import { recordEvents } from "@/lib/webhooks/event-service";

export async function getDeletion(deps: Deps, customerId: number): Promise<DeletionResponse> {
  return toDeletionResponse(await findDeletionTime(deps.db, customerId));
}

export type DeletionStep = PendingStep | { step: "done"; deletion: DeletionResponse };

/**
 * Asks for the account's deletion, by the password or by a code to its own verified number. All access ends at once, and
 * the loyalty programme stops writing; until the account is due, signing in and withdrawing keeps everything.
 * @throws FieldErrors on `password`; AppError `fresh_sign_in_required` where the account asks for a passkey, and as
 *   verifyPhone
 */
export async function requestDeletion(
  deps: Deps,
  actor: CustomerActor,
  { password, ...submission }: { password?: string | undefined } & Submission,
  context: RequestContext,
): Promise<DeletionStep> {
  if (password !== undefined) {
    const proof = await assertOwnPassword(deps, actor, password, "password");
    return { step: "done", deletion: await scheduleDeletion(deps, actor, {}, proof, context) };
  }
  if (actor.customer.requiresPasskey) await assertFreshSignIn(deps, actor);
  const phone = verifiedPhoneOf(actor.customer);
  if (phone === null) throw FieldErrors.of("password", "password_needed");
  const challenge = { purpose: "account_deletion", phone, payload: {} } as const;
  const step = await verifyPhone(deps, actor, challenge, submission, context);
  if (step.step !== "verified") return step;
  return { step: "done", deletion: await scheduleDeletion(deps, actor, {}, step.grant, context) };
}

/**
 * The same by a fresh sign-in alone, for a client that can send nothing else.
 * @throws AppError `fresh_sign_in_required`
 */
export async function requestDeletionBySignIn(
  deps: Deps,
  actor: CustomerActor,
  context: RequestContext,
): Promise<DeletionResponse> {
  await assertFreshSignIn(deps, actor);
  return scheduleDeletion(deps, actor, {}, null, context);
}

/** @param proof null where the sign-in was enough @throws as lockActor */
export async function scheduleDeletion(
  deps: Deps,
  actor: CustomerActor,
  _payload: object,
  proof: Proof | null,
  context: RequestContext,
): Promise<DeletionResponse> {
  const { customer } = actor;
  const now = deps.now();
  const dueAt = new Date(now.getTime() + deps.env.DELETION_COOLING_OFF_DAYS * DAY_MS);
  await transact(deps.db, async (transaction) => {
    await lockActor(transaction, actor, proof);
    await writeDeletionTime(transaction, customer.id, dueAt, now);
    await queueProfileSync(transaction, await getCustomer(transaction, customer.id));
    await recordActivity(transaction, customer.id, { kind: "deletion_asked", at: now, context });
    await recordEvents(transaction, deps, customer.id, [toDeletionAskedEvent(dueAt)]);
    await endAccess(transaction, deps, customer.id, { keepSessionId: null, personalTokens: true });
    await deleteEmailLinks(transaction, customer.id);
    if (customer.email) {
      const to = { to: customer.email, language: languageFor(customer.languageCode, deps.env.DEFAULT_LANGUAGE) };
      const values = { date: dayText(dueAt, to.language) };
      await queueMail(deps, transaction, { ...to, template: "deletion_asked", values });
    }
  });
  deliverSoon(deps);
  return toDeletionResponse(dueAt);
}

/**
 * Without a deletion to withdraw, nothing happens. @throws AppError `not_authenticated` when the account is just
 * deleted
 */
export async function withdrawDeletion(
  deps: Deps,
  { customer }: CustomerActor,
  context: RequestContext,
): Promise<DeletionResponse> {
  await transact(deps.db, async (transaction) => {
    const outcome = await clearDeletionTime(transaction, customer.id, deps.now());
    if (outcome === "gone") throw new AppError("not_authenticated");
    if (outcome !== "cleared") return;
    await queueProfileSync(transaction, await getCustomer(transaction, customer.id));
    await recordActivity(transaction, customer.id, { kind: "deletion_withdrawn", at: deps.now(), context });
    await recordEvents(transaction, deps, customer.id, [{ type: "customer.deletion_withdrawn", data: {} }]);
  });
  return toDeletionResponse(null);
}

/** The kind of job that deletes one account. */
export const DELETE_ACCOUNT = "account.delete";

/** Few enough that a round of queueing is a short statement. */
const QUEUED_AT_ONCE = 1000;

/** Queues the deletion of each account that is due: one that fails is tried again by itself, and delays no other. */
export async function queueDueDeletions(deps: Deps): Promise<void> {
  const now = deps.now();
  for (let after: DueDeletion | undefined; ; ) {
    const due = await findDueDeletions(deps.db, { now, after, max: QUEUED_AT_ONCE });
    const keys = due.map(({ id }) => String(id));
    await enqueueJobs(deps.db, DELETE_ACCOUNT, keys);
    if (due.length < QUEUED_AT_ONCE) return;
    after = due.at(-1);
  }
}

/** It never gives up: an account that is due has to go. */
export const deletionJobs: JobRegistry<Deps> = {
  [DELETE_ACCOUNT]: {
    async run(deps, { key }) {
      if (await deleteAccount(deps, Number(key))) deliverSoon(deps);
      return "done";
    },
  },
};

/**
 * Deletes an account that is due. Its consents stay for as long as they may have to be proved, under a hash of the
 * address or phone. The loyalty programme is told to close its account. @returns false when it is due no more
 */
async function deleteAccount(deps: Deps, id: number): Promise<boolean> {
  const deleted = await transact(deps.db, async (transaction) => {
    const account = await lockDueAccount(transaction, id, deps.now());
    if (!account) return null;
    await queueAccountClosure(transaction, id);
    await keepProof(deps, transaction, account);
    if (account.email) {
      const language = languageFor(account.languageCode, deps.env.DEFAULT_LANGUAGE);
      await queueMail(deps, transaction, { to: account.email, template: "account_deleted", language });
    }
    await endPasses(transaction, deps, id);
    await deleteCustomer(transaction, id);
    await recordEvents(transaction, deps, id, [{ type: "customer.deleted", data: {} }]);
    return account;
  });
  await removeAvatar(deps, deleted?.avatar);
  return deleted !== null;
}

async function keepProof(
  deps: Deps,
  transaction: DbTransaction,
  { id, emailCanonical, phoneCanonical }: DueAccount,
): Promise<void> {
  const contact = emailCanonical ?? phoneCanonical;
  // Consents of somebody who cannot be written to or called prove nothing.
  if (!contact) return;
  const keptUntil = new Date(deps.now().getTime() + deps.env.CONSENT_RETENTION_DAYS * DAY_MS);
  await retainConsents(transaction, id, { contactHash: sign("retained-consent", contact), keptUntil });
}
