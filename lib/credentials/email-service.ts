import { recordActivity } from "@/lib/activity/store";
import { lockActor } from "@/lib/auth/actor-service";
import { assertOwnPassword } from "@/lib/auth/password-service";
import type { CustomerActor } from "@/lib/auth/rules";
import { canonicalEmail } from "@/lib/contact/email-rules";
import { createLink, lifeOf, mailLimit } from "@/lib/credentials/link-service";
import type { ChangeEmailBody } from "@/lib/credentials/schema";
import {
  consumeEmailLink,
  deleteEmailLinks,
  type FoundEmailLink,
  findByVerifiedEmail,
  findEmailLink,
  getRecoverable,
  lockClaimants,
  lockUnprovedClaimants,
  type Recoverable,
  writeCredentials,
  writeVerifiedEmail,
} from "@/lib/credentials/store";
import { verifiedPhoneOf } from "@/lib/customers/rules";
import { takenError } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { queueContactSync } from "@/lib/loyalty/contact-sync-service";
import { resumeJoin } from "@/lib/loyalty/sync-service";
import { queueMailAlert } from "@/lib/notifications/alert-service";
import { deliverSoon, queueMail, queueSms } from "@/lib/notifications/service";
import { transact } from "@/lib/platform/database/transact";
import type { DbTransaction } from "@/lib/platform/db";
import { AppError, FieldErrors } from "@/lib/platform/errors";
import { type Language, languageFor } from "@/lib/platform/i18n/languages";
import { NOWHERE, type RequestContext } from "@/lib/platform/request-context";
import { sha256 } from "@/lib/platform/secrets";
import type { CustomerEvent } from "@/lib/webhooks/event-schema";
import { recordEvents } from "@/lib/webhooks/event-service";

/*
 * An address has power only once its mailbox is proved: until then it finds no loyalty account, gets no password reset
 * and holds nobody off. Whoever proves it first has it (decision 19).
 */

const PROVING = ["email_change", "email_confirmation"] as const;

type Proving = (typeof PROVING)[number];

const EMAIL_UPDATED: CustomerEvent = { type: "customer.updated", data: { fields: ["email"] } };
const EMAIL_PROVED: CustomerEvent = { type: "customer.contact_proved", data: { contact: "email" } };

/**
 * Mails a link to the new address, and an alert to the present one, which stays in force until the link is followed. An
 * address that somebody else has proved gets an alert instead; the caller learns nothing of that.
 * The customer's own address in any spelling is no change: nothing is sent.
 * @throws FieldErrors on `email`, `emailConfirm`, `password`; AppError `throttled`, and as lockActor
 */
export async function requestEmailChange(
  deps: Deps,
  actor: CustomerActor,
  { email, emailConfirm, password }: ChangeEmailBody,
  { language }: RequestContext,
): Promise<"success" | "unchanged"> {
  const { customer } = actor;
  const emailCanonical = canonicalEmail(email);
  if (emailCanonical !== canonicalEmail(emailConfirm)) throw FieldErrors.of("emailConfirm", "email_mismatch");
  if (customer.email && emailCanonical === canonicalEmail(customer.email)) return "unchanged";
  const proof = await assertOwnPassword(deps, actor, password, "password");
  await deps.limits.consume(["mailsPerAddress", `id:${customer.id}`], mailLimit(emailCanonical));
  await transact(deps.db, async (transaction) => {
    await lockActor(transaction, actor, proof);
    await mailProof(transaction, deps, { purpose: "email_change", customerId: customer.id, email, language });
    if (!customer.email) return;
    const own = languageFor(customer.languageCode, deps.env.DEFAULT_LANGUAGE);
    await queueMail(deps, transaction, { to: customer.email, template: "email_change_asked", language: own });
  });
  deliverSoon(deps);
  return "success";
}

/** Mails the first link to a new customer's address. */
export async function queueConfirmation(
  transaction: DbTransaction,
  deps: Deps,
  { id: customerId, email, languageCode }: Pick<Recoverable, "id" | "email" | "languageCode">,
): Promise<void> {
  if (!email) return;
  const language = languageFor(languageCode, deps.env.DEFAULT_LANGUAGE);
  await mailProof(transaction, deps, { purpose: "email_confirmation", customerId, email, language });
}

/**
 * Mails another link to an address that is not proved yet, and nothing to a proved one.
 * @throws AppError `throttled`, and as lockActor
 */
export async function resendConfirmation(deps: Deps, actor: CustomerActor): Promise<void> {
  const { id: customerId, email, verifiedEmail, languageCode } = actor.customer;
  if (!email || verifiedEmail !== null) return;
  await deps.limits.consume(["mailsPerAddress", `id:${customerId}`], mailLimit(canonicalEmail(email)));
  const language = languageFor(languageCode, deps.env.DEFAULT_LANGUAGE);
  await transact(deps.db, async (transaction) => {
    await lockActor(transaction, actor);
    await mailProof(transaction, deps, { purpose: "email_confirmation", customerId, email, language });
  });
  deliverSoon(deps);
}

async function mailProof(
  transaction: DbTransaction,
  deps: Deps,
  { purpose, customerId, email, language }: { purpose: Proving; customerId: number; email: string; language: Language },
): Promise<void> {
  const token = await createLink(transaction, deps, { purpose, customerId, email });
  const owner = await findByVerifiedEmail(transaction, canonicalEmail(email));
  if (owner && owner.id !== customerId) {
    const own = languageFor(owner.languageCode, deps.env.DEFAULT_LANGUAGE);
    return queueMail(deps, transaction, { to: email, template: "email_taken", language: own });
  }
  const values = { link: `${deps.env.APP_URL}/confirm-email?key=${token}`, ...lifeOf(deps, purpose) };
  await queueMail(deps, transaction, { to: email, template: purpose, language, values });
}

/** What a page shows of a mailed link before its button is pressed; null for one that does not work. */
export type EmailProof = { email: string; isDone: boolean; isChange: boolean };

export async function findEmailProof(deps: Deps, token: string): Promise<EmailProof | null> {
  const link = await findLink(deps, token);
  if (!link) return null;
  const { email, customer } = link;
  const isChange = customer.emailCanonical !== null && customer.emailCanonical !== canonicalEmail(email);
  return link.usedAt === null || isDone(link) ? { email, isDone: isDone(link), isChange } : null;
}

/**
 * Makes the address primary whose mailbox the link was read in. A link that has done so already changes nothing.
 * @throws FieldErrors on `email` when somebody else has proved it; AppError `not_found` when the link is not good
 */
export async function confirmEmail(deps: Deps, token: string, context: RequestContext): Promise<void> {
  const link = await findLink(deps, token);
  if (!link) throw new AppError("not_found");
  if (await applyLink(deps, link, context)) {
    deliverSoon(deps);
    await resumeJoin(deps, link.customer.id);
    return;
  }
  // Used before, or by another at the same moment.
  const used = await findLink(deps, token);
  if (!used || !isDone(used)) throw new AppError("not_found");
}

type ProvingLink = FoundEmailLink & { email: string };

async function findLink({ db, now }: Deps, token: string): Promise<ProvingLink | null> {
  const link = await findEmailLink(db, { tokenHash: sha256(token), purposes: PROVING, now: now() });
  return link?.email ? { ...link, email: link.email } : null;
}

function isDone({ usedAt, email, customer }: ProvingLink): boolean {
  return usedAt !== null && customer.verifiedEmail === canonicalEmail(email);
}

/** @returns false when it is used already */
async function applyLink(
  deps: Deps,
  { id, email, customer: { id: customerId } }: ProvingLink,
  context: RequestContext,
): Promise<boolean> {
  const emailCanonical = canonicalEmail(email);
  const now = deps.now();
  try {
    return await transact(deps.db, async (transaction) => {
      const others = await lockClaimants(transaction, customerId, emailCanonical);
      if (!(await consumeEmailLink(transaction, id, now))) return false;
      for (const other of others) await takeAddress(transaction, deps, other);
      const former = await getRecoverable(transaction, customerId);
      await deleteEmailLinks(transaction, customerId);
      if (former.email === email) {
        await writeVerifiedEmail(transaction, customerId, emailCanonical, now);
        await recordEvents(transaction, deps, customerId, [EMAIL_PROVED]);
        await recordActivity(transaction, customerId, { kind: "email_confirmed", at: now, context });
        return true;
      }
      const columns = { email, emailCanonical, verifiedEmail: emailCanonical };
      await writeCredentials(transaction, customerId, columns, now);
      await recordEvents(transaction, deps, customerId, [EMAIL_UPDATED, EMAIL_PROVED]);
      await queueContactSync(transaction, customerId, ["email"]);
      await recordActivity(transaction, customerId, { kind: "email_changed", at: now, context });
      await queueMailAlert(transaction, deps, former, "email_changed");
      return true;
    });
  } catch (error) {
    throw takenError(error) ?? error;
  }
}

/**
 * Takes addresses from everybody who claims one without having proved it: others came with a proof, from elsewhere.
 * @param emails in canonical form
 */
export async function takeAddresses(transaction: DbTransaction, deps: Deps, emails: readonly string[]): Promise<void> {
  for (const other of await lockUnprovedClaimants(transaction, emails)) await takeAddress(transaction, deps, other);
}

/** Somebody else has proved the address: the account keeps its phone, which is told. */
async function takeAddress(
  transaction: DbTransaction,
  deps: Deps,
  { id, languageCode, ...columns }: Recoverable,
): Promise<void> {
  const now = deps.now();
  await writeCredentials(transaction, id, { email: null, emailCanonical: null }, now);
  await recordEvents(transaction, deps, id, [EMAIL_UPDATED]);
  await queueContactSync(transaction, id, ["email"]);
  await deleteEmailLinks(transaction, id);
  // Whose browser proved the address is not for the former claimant to see.
  await recordActivity(transaction, id, { kind: "email_lost", at: now, context: NOWHERE });
  const phone = verifiedPhoneOf(columns);
  if (phone === null) return;
  const language = languageFor(languageCode, deps.env.DEFAULT_LANGUAGE);
  await queueSms(deps, transaction, { to: phone, template: "email_lost", language });
}
