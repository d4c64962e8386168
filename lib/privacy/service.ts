import { listActivity } from "@/lib/activity/service";
import { recordActivity } from "@/lib/activity/store";
import { listConsentReceipts } from "@/lib/consents/service";
import { instantText } from "@/lib/dates";
import type { DbTransaction } from "@/lib/db";
import type { Deps } from "@/lib/deps";
import { AppError, FieldErrors } from "@/lib/errors";
import { formattingLocaleOf, type Language, languageOf } from "@/lib/i18n/languages";
import { assertOwnPassword } from "@/lib/identity/service";
import { getLedger } from "@/lib/loyalty/service";
import { findCard } from "@/lib/loyalty/store";
import { queueDeactivation } from "@/lib/loyalty/tasks";
import { ledgerView, loyaltyCardView } from "@/lib/loyalty/view";
import { deliverSoon, queueMail } from "@/lib/messages/service";
import { EXPORT_LINK_SECONDS } from "@/lib/privacy/limits";
import type { DeletionView, ExportLinkView } from "@/lib/privacy/schema";
import {
  clearDeletionTime,
  type DueAccount,
  deleteCustomer,
  deleteExpiredRetainedConsents,
  endAllAccess,
  findDeletionTime,
  findDueAccountIds,
  lockDueAccount,
  retainConsents,
  writeDeletionTime,
} from "@/lib/privacy/store";
import { sessionOf } from "@/lib/profile/service";
import type { CustomerRow } from "@/lib/profile/store";
import { profileView } from "@/lib/profile/view";
import { equalInConstantTime, sign } from "@/lib/secrets";
import { assertFreshSignIn, listSessions, listTokens, type Owner } from "@/lib/security/service";
import { listSegments } from "@/lib/segments/service";
import { type Answer, provePhone } from "@/lib/verification/service";
import type { VerificationRow } from "@/lib/verification/store";

/*
 * What the law gives a person over his data: all of it in one file, and the end of it.
 */

const DAY_MS = 86_400_000;
const DUE_MAX = 20;
const LEDGER_PAGES_MAX = 50;
const LEDGER_PAGE = 100;

/**
 * Makes the link by which the customer fetches his data: good for a quarter of an hour, and only while he is signed in.
 *
 * @throws FieldErrors on `password` when it must be confirmed
 */
export async function createExportLink(
  deps: Deps,
  owner: Owner,
  password: string | undefined,
): Promise<ExportLinkView> {
  await assertFreshSignIn(deps, owner, password);
  const { customer, place } = owner;
  const expires = Math.floor(deps.now().getTime() / 1000) + EXPORT_LINK_SECONDS;
  await recordActivity(deps.db, customer.id, { kind: "data_exported", at: deps.now(), place });
  return {
    url: `/api/users/export/${expires}-${linkSignature(customer.id, expires)}/`,
    expires_at: instantText(new Date(expires * 1000)),
  };
}

/**
 * Everything we hold of the customer, the picture included.
 *
 * @param key from the link
 * @throws AppError `not_found` when the link is not his or its time is up
 */
export async function exportData(deps: Deps, owner: Owner, key: string, language: Language): Promise<object> {
  const [expires = "", signature = ""] = key.split("-");
  const isSigned = equalInConstantTime(signature, linkSignature(owner.customer.id, Number(expires)));
  if (!isSigned || Number(expires) * 1000 <= deps.now().getTime()) throw new AppError("not_found");
  const { customer } = owner;
  return {
    exported_at: instantText(deps.now()),
    profile: profileView(customer, { language, appUrl: deps.env.APP_URL }),
    account: {
      username: customer.username,
      phone_proved_at: customer.phoneVerifiedAt && instantText(customer.phoneVerifiedAt),
      last_login: customer.lastLogin && instantText(customer.lastLogin),
      modified_date: instantText(customer.modifiedAt),
      deletion_due_at: customer.deletionDueAt && instantText(customer.deletionDueAt),
    },
    avatar: await readPicture(deps, customer),
    consents: (await listConsentReceipts(deps, customer.id)).receipts,
    segments: await listSegments(deps, customer),
    loyalty: await readLoyalty(deps, customer),
    sessions: await listSessions(deps, customer.id, sessionOf(owner.holder)),
    api_tokens: await listTokens(deps, customer.id),
    activity: await readWholeActivity(deps, customer.id),
  };
}

function linkSignature(customerId: number, expires: number): string {
  return sign("export-link", `${customerId}:${expires}`);
}

async function readPicture(deps: Deps, { avatar }: CustomerRow): Promise<object | null> {
  if (!avatar) return null;
  if (avatar.startsWith("https:")) return { address: avatar };
  const file = await deps.storage.find(avatar);
  return file && { content_type: file.contentType, base64: Buffer.from(file.bytes).toString("base64") };
}

/** The card, and the points as far as the programme can tell now: what it holds is asked of it, too. */
async function readLoyalty(deps: Deps, customer: CustomerRow): Promise<object | null> {
  const card = await findCard(deps.db, customer.id);
  if (!card) return null;
  const { user: _user, ...fields } = loyaltyCardView(card, customer);
  try {
    const entries: unknown[] = [];
    let before: string | null = null;
    for (let page = 0; page < LEDGER_PAGES_MAX; page++) {
      const read = await getLedger(deps, customer, { before, limit: LEDGER_PAGE });
      const view = ledgerView(read.balance, read.page);
      entries.push(...view.entries);
      before = view.next;
      if (before === null) break;
    }
    return { card: fields, ledger: entries };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { card: fields, ledger: null };
  }
}

async function readWholeActivity(deps: Deps, customerId: number): Promise<unknown[]> {
  const entries: unknown[] = [];
  for (let before: number | null = null; ; ) {
    const page = await listActivity(deps, customerId, before);
    entries.push(...page.entries);
    if (page.next === null) return entries;
    before = page.next;
  }
}

/** When the customer's account is to be deleted. */
export async function getDeletion(deps: Deps, customerId: number): Promise<DeletionView> {
  return deletionView(await findDeletionTime(deps.db, customerId));
}

export type DeletionStep =
  | { step: "sent" | "resent"; verification: VerificationRow }
  | { step: "done"; deletion: DeletionView };

/**
 * Asks for the account's deletion, by the password or by a code to its own proved number. All access ends at once; the
 * account itself goes after the time to think it over, in which signing in and withdrawing keeps everything.
 *
 * @throws FieldErrors on `password`; AppError as provePhone
 */
export async function askForDeletion(
  deps: Deps,
  owner: Owner,
  { password, answer, language }: { password: string | undefined; answer: Answer; language: Language },
): Promise<DeletionStep> {
  const { customer, holder, place } = owner;
  if (password !== undefined) await assertOwnPassword(deps, customer.id, password, "password");
  else if (!customer.phoneCanonical || !customer.phoneVerifiedAt) throw FieldErrors.of("password", "password_needed");
  const result =
    password === undefined && customer.phoneCanonical
      ? await provePhone(
          deps,
          {
            purpose: "account_deletion",
            holder,
            phone: customer.phoneCanonical,
            confirmation: null,
            customerId: customer.id,
            notice: null,
            intent: null,
            field: "phone",
            language,
          },
          answer,
        )
      : null;
  if (result && result.step !== "proven") return result;
  const now = deps.now();
  const dueAt = new Date(now.getTime() + deps.env.DELETION_COOLING_OFF_DAYS * DAY_MS);
  await deps.db.$transaction(async (transaction) => {
    await result?.proof.consume(transaction);
    await writeDeletionTime(transaction, customer.id, dueAt);
    await recordActivity(transaction, customer.id, { kind: "deletion_asked", at: now, place });
    await endAllAccess(transaction, customer.id);
    if (customer.email) {
      const to = { to: customer.email, language: languageFor(deps, customer.languageCode) };
      const values = { date: dayText(dueAt, to.language) };
      await queueMail(deps, transaction, { ...to, text: "deletion_asked", values });
    }
  });
  deliverSoon(deps);
  return { step: "done", deletion: deletionView(dueAt) };
}

/**
 * Keeps the account after all; without a deletion to withdraw, nothing happens.
 *
 * @throws AppError `not_authenticated` when the account was deleted just now
 */
export async function withdrawDeletion(deps: Deps, { customer, place }: Owner): Promise<DeletionView> {
  await deps.db.$transaction(async (transaction) => {
    const outcome = await clearDeletionTime(transaction, customer.id);
    if (outcome === "gone") throw new AppError("not_authenticated");
    if (outcome === "cleared")
      await recordActivity(transaction, customer.id, { kind: "deletion_withdrawn", at: deps.now(), place });
  });
  return deletionView(null);
}

/**
 * Deletes the accounts whose time has come. What stays: which consents they had given, under a hash of the address, or of
 * the phone where there is none, for as long as they may have to be proved. The loyalty programme is told to close its
 * account.
 *
 * @returns how many were deleted
 */
export async function deleteDueAccounts(deps: Deps): Promise<number> {
  let deleted = 0;
  for (const id of await findDueAccountIds(deps.db, deps.now(), DUE_MAX)) {
    try {
      if (await deleteAccount(deps, id)) deleted++;
    } catch (error) {
      // One that fails must not keep the others waiting; it is tried again with the next housekeeping.
      deps.log.error({ err: error, customer: id }, "an account that is due could not be deleted");
    }
  }
  if (deleted > 0) deliverSoon(deps);
  await deleteExpiredRetainedConsents(deps.db, deps.now());
  return deleted;
}

async function deleteAccount(deps: Deps, id: number): Promise<boolean> {
  const deleted = await deps.db.$transaction(async (transaction) => {
    const account = await lockDueAccount(transaction, id, deps.now());
    if (!account) return null;
    const card = await findCard(transaction, id);
    if (card) await queueDeactivation(transaction, card);
    await keepProof(deps, transaction, account);
    if (account.email) {
      const language = languageFor(deps, account.languageCode);
      await queueMail(deps, transaction, { to: account.email, text: "account_deleted", language });
    }
    await deleteCustomer(transaction, id);
    return account;
  });
  if (deleted?.avatar && !deleted.avatar.startsWith("https:")) {
    await deps.storage
      .remove(deleted.avatar)
      .catch((error: unknown) => deps.log.warn({ err: error }, "picture not removed"));
  }
  return deleted !== null;
}

async function keepProof(
  deps: Deps,
  transaction: DbTransaction,
  { id, emailCanonical, phoneCanonical }: DueAccount,
): Promise<void> {
  const address = emailCanonical ?? phoneCanonical;
  if (!address) return;
  const keptUntil = new Date(deps.now().getTime() + deps.env.CONSENT_RETENTION_DAYS * DAY_MS);
  await retainConsents(transaction, id, { emailHash: sign("retained-consent", address), keptUntil });
}

function deletionView(dueAt: Date | null): DeletionView {
  return { deletion_due_at: dueAt && instantText(dueAt) };
}

function languageFor({ env }: Deps, languageCode: string): Language {
  return languageOf(languageCode) ?? env.DEFAULT_LANGUAGE;
}

function dayText(day: Date, language: Language): string {
  return new Intl.DateTimeFormat(formattingLocaleOf(language), { dateStyle: "long", timeZone: "UTC" }).format(day);
}
