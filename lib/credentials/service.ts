import { randomBytes } from "node:crypto";
import { recordActivity } from "@/lib/activity/store";
import { assertPasswordNotGuessable } from "@/lib/auth/password-rules";
import { assertOwnPassword } from "@/lib/auth/password-service";
import { endAccess } from "@/lib/auth/revocation-service";
import { type CustomerActor, sessionIdOf } from "@/lib/auth/rules";
import { canonicalEmail } from "@/lib/contact/rules";
import type { ChangeEmailBody, ChangePasswordBody, ResetPasswordBody } from "@/lib/credentials/schema";
import {
  consumeEmailLink,
  deleteEmailLinks,
  findByEmail,
  findEmailLink,
  type Recoverable,
  replaceEmailLink,
  writeEmail,
  writePassword,
} from "@/lib/credentials/store";
import { takenError } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { deliverSoon, queueMail } from "@/lib/notifications/service";
import type { DbTransaction } from "@/lib/platform/db";
import { AppError, FieldErrors, NON_FIELD } from "@/lib/platform/errors";
import { languageFor } from "@/lib/platform/i18n/languages";
import { hashPassword } from "@/lib/platform/password-hash";
import type { RequestContext } from "@/lib/platform/request-context";
import { sha256, sign } from "@/lib/platform/secrets";

/* What gets people back in, or locks others out: password and e-mail address. */

const HOUR_SECONDS = 3600;

/**
 * Their other sessions end, and so do sign-in tokens and mailed links.
 * @throws FieldErrors on `old_password`, `new_password1`, `new_password2`; AppError `throttled`
 */
export async function changePassword(
  deps: Deps,
  actor: CustomerActor,
  { old_password: oldPassword, ...chosen }: ChangePasswordBody,
  context: RequestContext,
): Promise<void> {
  const { customer } = actor;
  assertRepeated(chosen);
  await assertOwnPassword(deps, actor, oldPassword, "old_password");
  assertPasswordNotGuessable(chosen.new_password1, customer, "new_password1");
  const passwordHash = await hashPassword(chosen.new_password1);
  await deps.db.$transaction((transaction) =>
    setPassword(
      transaction,
      deps,
      customer,
      { passwordHash, keepSessionId: sessionIdOf(actor), isReset: false },
      context,
    ),
  );
  deliverSoon(deps);
}

/**
 * Mails a link for a new password, if the address has an account and mails left in this hour. The caller learns
 * nothing, not even by the time it takes: the answer waits only for the count, which every address has.
 */
export async function requestPasswordReset(deps: Deps, email: string): Promise<void> {
  const emailCanonical = canonicalEmail(email);
  if (!(await deps.limits.tryConsume("mailsPerAddress", mailKey(emailCanonical)))) return;
  mailResetLink(deps, emailCanonical).catch((error: unknown) => {
    deps.log.error({ err: error }, "failed to mail password reset");
  });
}

async function mailResetLink(deps: Deps, emailCanonical: string): Promise<void> {
  const customer = await findByEmail(deps.db, emailCanonical);
  if (!customer?.isActive || !customer.email) return;
  const { id, email, languageCode } = customer;
  const token = randomToken();
  await deps.db.$transaction(async (transaction) => {
    await keepLink(transaction, deps, { purpose: "password_reset", customerId: id, token, email: null });
    await queueMail(deps, transaction, {
      to: email,
      template: "password_reset",
      language: languageFor(languageCode, deps.env.DEFAULT_LANGUAGE),
      values: {
        link: `${deps.env.APP_URL}/reset?key=${resetKey(id, token)}`,
        hours: lifeHours(deps, "password_reset"),
      },
    });
  });
  deliverSoon(deps);
}

/**
 * Sets the password of whoever reads the mailbox; all their sessions end. @param key `<uid>-<token>` as mailed
 * @throws FieldErrors on the passwords, or on no field when the link is no longer good
 */
export async function resetPassword(
  deps: Deps,
  { key, ...chosen }: ResetPasswordBody & { key: string },
  context: RequestContext,
): Promise<void> {
  assertRepeated(chosen);
  const { customerId, tokenHash } = parseResetKey(key);
  const invalid = () => FieldErrors.of(NON_FIELD, "link_invalid");
  const link = await findEmailLink(deps.db, { tokenHash, purpose: "password_reset", now: deps.now() });
  if (!link || link.customer.id !== customerId) throw invalid();
  assertPasswordNotGuessable(chosen.new_password1, link.customer, "new_password1");
  const passwordHash = await hashPassword(chosen.new_password1);
  await deps.db.$transaction(async (transaction) => {
    if (!(await consumeEmailLink(transaction, tokenHash))) throw invalid();
    await setPassword(transaction, deps, link.customer, { passwordHash, keepSessionId: null, isReset: true }, context);
  });
  await deps.limits.reset("loginFailuresByStrangers", `id:${customerId}`);
  deliverSoon(deps);
}

/**
 * Mails a link to the new address, and an alert to the present one, which stays in force until the link is followed. An
 * address of another account gets an alert instead; the caller learns nothing of that.
 * @throws FieldErrors on `email`, `emailConfirm`, `password`; AppError `throttled`
 */
export async function requestEmailChange(
  deps: Deps,
  actor: CustomerActor,
  { email, emailConfirm, password }: ChangeEmailBody,
  { language }: RequestContext,
): Promise<void> {
  const { customer } = actor;
  const emailCanonical = canonicalEmail(email);
  if (emailCanonical !== canonicalEmail(emailConfirm)) throw FieldErrors.of("emailConfirm", "email_mismatch");
  await assertOwnPassword(deps, actor, password, "password");
  await deps.limits.consume(["mailsPerAddress", `id:${customer.id}`], ["mailsPerAddress", mailKey(emailCanonical)]);
  const owner = await findByEmail(deps.db, emailCanonical);
  const token = randomToken();
  await deps.db.$transaction(async (transaction) => {
    await keepLink(transaction, deps, { purpose: "email_change", customerId: customer.id, token, email });
    if (owner && owner.id !== customer.id) {
      await queueMail(deps, transaction, {
        to: email,
        template: "email_taken",
        language: languageFor(owner.languageCode, deps.env.DEFAULT_LANGUAGE),
      });
    } else {
      const link = `${deps.env.APP_URL}/users/email-set-primary/${token}/`;
      const values = { link, hours: lifeHours(deps, "email_change") };
      await queueMail(deps, transaction, { to: email, template: "email_change", language, values });
    }
    if (customer.email) {
      await queueMail(deps, transaction, {
        to: customer.email,
        template: "email_change_asked",
        language: languageFor(customer.languageCode, deps.env.DEFAULT_LANGUAGE),
      });
    }
  });
  deliverSoon(deps);
}

/**
 * Makes the address primary whose mailbox the link was read in.
 * @throws FieldErrors on `email` when it is taken meanwhile; AppError `not_found` when the link is not good
 */
export async function confirmEmailChange(deps: Deps, token: string, context: RequestContext): Promise<void> {
  const tokenHash = sha256(token);
  const link = await findEmailLink(deps.db, { tokenHash, purpose: "email_change", now: deps.now() });
  if (!link?.email) throw new AppError("not_found");
  const { email, customer } = link;
  try {
    await deps.db.$transaction(async (transaction) => {
      if (!(await consumeEmailLink(transaction, tokenHash))) throw new AppError("not_found");
      await writeEmail(transaction, customer.id, { email, emailCanonical: canonicalEmail(email), now: deps.now() });
      await deleteEmailLinks(transaction, customer.id);
      await recordActivity(transaction, customer.id, { kind: "email_changed", at: deps.now(), context });
      if (customer.email) {
        const language = languageFor(customer.languageCode, deps.env.DEFAULT_LANGUAGE);
        await queueMail(deps, transaction, { to: customer.email, template: "email_changed", language });
      }
    });
  } catch (error) {
    throw takenError(error) ?? error;
  }
  deliverSoon(deps);
}

function assertRepeated({ new_password1: first, new_password2: second }: ResetPasswordBody): void {
  if (first !== second) throw FieldErrors.of("new_password2", "password_mismatch");
}

async function setPassword(
  transaction: DbTransaction,
  deps: Deps,
  { id, email, languageCode }: Pick<Recoverable, "id" | "email" | "languageCode">,
  { passwordHash, keepSessionId, isReset }: { passwordHash: string; keepSessionId: number | null; isReset: boolean },
  context: RequestContext,
): Promise<void> {
  await writePassword(transaction, id, { passwordHash, now: deps.now() });
  await recordActivity(transaction, id, { kind: "password_changed", at: deps.now(), context });
  // Whoever locked the mailbox's owner out may have made tokens too.
  await endAccess(transaction, deps, id, { keepSessionId, personalTokens: isReset });
  await deleteEmailLinks(transaction, id);
  if (email) {
    await queueMail(deps, transaction, {
      to: email,
      template: "password_changed",
      language: languageFor(languageCode, deps.env.DEFAULT_LANGUAGE),
    });
  }
}

type LinkPurpose = "password_reset" | "email_change";

function lifeSeconds({ env }: Deps, purpose: LinkPurpose): number {
  return purpose === "password_reset" ? env.PASSWORD_RESET_SECONDS : env.EMAIL_CHANGE_SECONDS;
}

function lifeHours(deps: Deps, purpose: LinkPurpose): number {
  return Math.max(1, Math.round(lifeSeconds(deps, purpose) / HOUR_SECONDS));
}

async function keepLink(
  transaction: DbTransaction,
  deps: Deps,
  { token, ...link }: { purpose: LinkPurpose; customerId: number; token: string; email: string | null },
): Promise<void> {
  const createdAt = deps.now();
  const expiresAt = new Date(createdAt.getTime() + lifeSeconds(deps, link.purpose) * 1000);
  await replaceEmailLink(transaction, { ...link, tokenHash: sha256(token), createdAt, expiresAt });
}

function randomToken(): string {
  return randomBytes(32).toString("hex");
}

function resetKey(customerId: number, token: string): string {
  return `${customerId.toString(36)}-${token}`;
}

function parseResetKey(key: string): { customerId: number; tokenHash: string } {
  const [uid = "", token = ""] = key.split("-");
  return { customerId: Number.parseInt(uid, 36), tokenHash: sha256(token) };
}

function mailKey(emailCanonical: string): string {
  return sign("limits", emailCanonical).slice(0, 32);
}
