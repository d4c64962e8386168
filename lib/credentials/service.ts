import { recordActivity } from "@/lib/activity/store";
import { lockActor } from "@/lib/auth/actor-service";
import { assertPasswordNotGuessable } from "@/lib/auth/password-rules";
import { assertOwnPassword } from "@/lib/auth/password-service";
import { endAccess } from "@/lib/auth/revocation-service";
import { type ChallengeHolder, type CustomerActor, sessionIdOf } from "@/lib/auth/rules";
import { canonicalEmail } from "@/lib/contact/email-rules";
import { parsePhone } from "@/lib/contact/phone-rules";
import { createLink, lifeOf, parseResetKey, resetKey, resetLimit } from "@/lib/credentials/link-service";
import type { ChangePasswordBody, ResetPasswordBody } from "@/lib/credentials/schema";
import {
  consumeEmailLink,
  deleteEmailLinks,
  type FoundEmailLink,
  findByVerifiedEmail,
  findEmailLink,
  getRecoverable,
  isPasswordSet,
  lockByVerifiedEmail,
  lockRecoverable,
  type Recoverable,
  writeCredentials,
} from "@/lib/credentials/store";
import { findByVerifiedPhone } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { queueMailAlert } from "@/lib/notifications/alert-service";
import { deliverSoon, queueMail } from "@/lib/notifications/service";
import { transact } from "@/lib/platform/database/transact";
import type { DbTransaction } from "@/lib/platform/db";
import { AppError, FieldErrors, NON_FIELD } from "@/lib/platform/errors";
import { languageFor } from "@/lib/platform/i18n/languages";
import { hashPassword } from "@/lib/platform/password-hash";
import type { RequestContext } from "@/lib/platform/request-context";
import type { Grant } from "@/lib/verification/guess-service";
import { type PendingStep, type Submission, verifyPhone } from "@/lib/verification/service";

/* The password: changed by whoever knows it, replaced by whoever reads the proved mailbox or, without one, the phone. */

/** Whether a customer has one: whoever came by another way in has none until they choose it. */
export async function hasPassword({ db }: Pick<Deps, "db">, customerId: number): Promise<boolean> {
  return isPasswordSet(db, customerId);
}

/**
 * Their other sessions end, and so do sign-in tokens and mailed links.
 * @throws FieldErrors on `old_password`, `new_password1`, `new_password2`; AppError `throttled`, and as lockActor
 */
export async function changePassword(
  deps: Deps,
  actor: CustomerActor,
  { old_password: oldPassword, ...chosen }: ChangePasswordBody,
  context: RequestContext,
): Promise<void> {
  const { customer } = actor;
  assertRepeated(chosen);
  // Two texts of one request are compared, so the answer says nothing of the password.
  if (chosen.new_password1.normalize() === oldPassword.normalize()) {
    throw FieldErrors.of("new_password1", "password_unchanged");
  }
  const proof = await assertOwnPassword(deps, actor, oldPassword, "old_password");
  assertPasswordNotGuessable(chosen.new_password1, customer, "new_password1");
  const passwordHash = await hashPassword(chosen.new_password1);
  const change = { passwordHash, keepSessionId: sessionIdOf(actor), isReset: false };
  await transact(deps.db, async (transaction) => {
    await lockActor(transaction, actor, proof);
    await setPassword(transaction, deps, customer.id, change, context);
  });
  deliverSoon(deps);
}

/**
 * Mails a link for a new password, if somebody has proved the address and links are left in this hour. The caller
 * learns nothing, not even by the time it takes: the answer waits only for the counts, which every address has.
 * @param network null for a storefront that has shown its key: of its shoppers only the mailbox is counted
 * @throws AppError `throttled` for a network that asks too often, before the address is looked at
 */
export async function requestPasswordReset(
  deps: Deps,
  email: string,
  { network }: { network: string | null },
): Promise<void> {
  if (network !== null) await deps.limits.consume(["mailsPerNetwork", network]);
  await countReset(deps, canonicalEmail(email));
}

/** Waits for the count alone. */
async function countReset(deps: Deps, emailCanonical: string): Promise<void> {
  if (!(await deps.limits.tryConsume(...resetLimit(emailCanonical)))) return;
  mailResetLink(deps, emailCanonical).catch((error: unknown) => {
    deps.log.error({ err: error }, "failed to mail password reset");
  });
}

async function mailResetLink(deps: Deps, emailCanonical: string): Promise<void> {
  if ((await findByVerifiedEmail(deps.db, emailCanonical)) === null) return;
  await transact(deps.db, async (transaction) => {
    // The account may have another address by now.
    const customer = await lockByVerifiedEmail(transaction, emailCanonical);
    if (!customer?.isActive || !customer.email) return;
    const { id, email, languageCode } = customer;
    const token = await createLink(transaction, deps, { purpose: "password_reset", customerId: id });
    await queueMail(deps, transaction, {
      to: email,
      template: "password_reset",
      language: languageFor(languageCode, deps.env.DEFAULT_LANGUAGE),
      values: {
        link: `${deps.env.APP_URL}/reset?key=${resetKey(id, token)}`,
        ...lifeOf(deps, "password_reset"),
      },
    });
  });
  deliverSoon(deps);
}

export type PhoneResetStep = PendingStep | PhoneResetDone;
/** The key sets a new password, once. */
export type PhoneResetDone = { step: "done"; key: string };

/**
 * One step of a reset by a code to the account's number, for customers without a proved address. Those with one are mailed
 * a link instead of the code, and a number without an account gets an alert: the answer is the same for all.
 * @throws FieldErrors on `phone`; AppError as verifyPhone
 */
export async function resetByPhone(
  deps: Deps,
  actor: ChallengeHolder,
  { phone: written, ...submission }: { phone: string } & Submission,
  context: RequestContext,
): Promise<PhoneResetStep> {
  const phone = parsePhone(written, deps.env.DEFAULT_PHONE_REGION);
  const challenge = { purpose: "password_reset", phone, payload: {} } as const;
  const step = await verifyPhone(deps, actor, challenge, submission, context);
  if (step.step === "verified") return openReset(deps, actor, {}, step.grant);
  mailInstead(deps, phone).catch((error: unknown) => deps.log.error({ err: error }, "failed to mail password reset"));
  return step;
}

/** Where the account of the number has a proved address, which alone is counted: messages to numbers have limits of their own. */
async function mailInstead(deps: Deps, phone: string): Promise<void> {
  const verifiedEmail = (await findByVerifiedPhone(deps.db, phone))?.verifiedEmail;
  if (verifiedEmail) await countReset(deps, verifiedEmail);
}

/** @throws AppError `sms_verification_100_4` when the number opens no account, or no longer */
export async function openReset(
  deps: Deps,
  _actor: ChallengeHolder,
  _payload: object,
  { account, consume }: Grant,
): Promise<PhoneResetDone> {
  if (account === null) throw new AppError("sms_verification_100_4");
  const token = await transact(deps.db, async (transaction) => {
    await consume(transaction);
    const customer = await lockRecoverable(transaction, account);
    // With an address that was proved meanwhile, only the mailed link counts.
    if (customer?.verifiedEmail !== null) throw new AppError("sms_verification_100_4");
    return createLink(transaction, deps, { purpose: "password_reset", customerId: account.id });
  });
  return { step: "done", key: resetKey(account.id, token) };
}

/**
 * Sets the password of whoever reads the mailbox or the phone; all access ends. @param key `<uid>-<token>`
 * @throws FieldErrors on the passwords, or on no field when the link is no longer good
 */
export async function resetPassword(
  deps: Deps,
  { key, ...chosen }: ResetPasswordBody & { key: string },
  context: RequestContext,
): Promise<void> {
  assertRepeated(chosen);
  const invalid = () => FieldErrors.of(NON_FIELD, "link_invalid");
  const link = await findResetLink(deps, key);
  if (!link) throw invalid();
  assertPasswordNotGuessable(chosen.new_password1, link.customer, "new_password1");
  const passwordHash = await hashPassword(chosen.new_password1);
  const customerId = link.customer.id;
  await transact(deps.db, async (transaction) => {
    if (!(await consumeEmailLink(transaction, link.id, deps.now()))) throw invalid();
    await setPassword(transaction, deps, customerId, { passwordHash, keepSessionId: null, isReset: true }, context);
  });
  await deps.limits.reset("loginFailuresByStrangers", `id:${customerId}`);
  deliverSoon(deps);
}

/** Whether a password can be set with it: the page behind the link need not ask for one in vain. */
export async function isResetKeyValid(deps: Deps, key: string): Promise<boolean> {
  return (await findResetLink(deps, key)) !== null;
}

async function findResetLink({ db, now }: Deps, key: string): Promise<FoundEmailLink | null> {
  const { customerId, tokenHash } = parseResetKey(key);
  const link = await findEmailLink(db, { tokenHash, purposes: ["password_reset"], now: now() });
  return link && link.usedAt === null && link.customer.id === customerId ? link : null;
}

function assertRepeated({ new_password1: first, new_password2: second }: ResetPasswordBody): void {
  if (first.normalize() !== second.normalize()) throw FieldErrors.of("new_password2", "password_mismatch");
}

async function setPassword(
  transaction: DbTransaction,
  deps: Deps,
  id: number,
  { passwordHash, keepSessionId, isReset }: { passwordHash: string; keepSessionId: bigint | null; isReset: boolean },
  context: RequestContext,
): Promise<void> {
  const former: Recoverable = await getRecoverable(transaction, id);
  await writeCredentials(transaction, id, { passwordHash }, deps.now());
  await recordActivity(transaction, id, { kind: "password_changed", at: deps.now(), context });
  // Whoever locked the mailbox's owner out may have made tokens too.
  await endAccess(transaction, deps, id, { keepSessionId, personalTokens: isReset });
  await deleteEmailLinks(transaction, id);
  await queueMailAlert(transaction, deps, former, "password_changed");
}
