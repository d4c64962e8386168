import { recordActivity } from "@/lib/activity/store";
import { endOtherSessions } from "@/lib/auth/session-service";
import {
  type ConsentChange,
  type CustomerChange,
  type CustomerRow,
  lockCustomer,
  recordConsents,
  takenColumn,
  updateCustomer,
} from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { queueMail, queueSms } from "@/lib/notifications/service";
import type { Db, DbTransaction } from "@/lib/platform/db";
import { AppError, FieldErrors } from "@/lib/platform/errors";
import { languageOf } from "@/lib/platform/i18n/languages";
import { encodeAvatar } from "@/lib/profile/avatar-rules";
import { mergeAttributes } from "@/lib/profile/rules";
import type { ProfileChange } from "@/lib/profile/schema";
import { avatarUrl } from "@/lib/profile/view";

/*
 * How a profile is written, whoever wants it changed: only what was sent, consents with their line in the ledger, one
 * picture for another, and what a new number brings with it.
 */

/** Under which circumstances a change is made: what the consent ledger records, and what `If-Match` asked for. */
export type ChangeCircumstances = {
  ip: string;
  /** The endpoint, for the ledger. */
  source: string;
  /** Row versions the change was meant for; null for any. */
  ifVersions: readonly number[] | null;
  /** What must be true or false together with the change. */
  within?: (transaction: DbTransaction, changed: CustomerRow) => Promise<void>;
};

/** Leaves out what was not sent: Prisma refuses undefined, and null is a value. */
export function given(
  columns: { [Column in keyof CustomerChange]: CustomerChange[Column] | undefined },
): CustomerChange {
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}

/** @returns the stored value of `avatar`: a fresh key, null for none, undefined for no change */
export async function storePicture(
  deps: Deps,
  customer: CustomerRow,
  avatar: ProfileChange["avatar"],
): Promise<string | null | undefined> {
  if (avatar === undefined || avatar === null) return avatar;
  if (typeof avatar === "string") {
    if (avatar === avatarUrl(customer.avatar, deps.env.APP_URL)) return undefined;
    throw FieldErrors.of("avatar", "avatar_not_file");
  }
  const { key, bytes } = await encodeAvatar(avatar);
  await deps.storage.put(key, { bytes, contentType: "image/webp" });
  return key;
}

/**
 * Runs a change on the row as it is, held until it is written, and removes whichever picture is then nobody's: of
 * parallel uploads each removes the one that it really replaced.
 *
 * @param picture the new value of `avatar`; undefined when that stays
 */
export async function changeLocked(
  deps: Deps,
  customerId: number,
  picture: string | null | undefined,
  change: (transaction: DbTransaction, current: CustomerRow) => Promise<CustomerRow>,
): Promise<CustomerRow> {
  let replaced: string | null = null;
  let updated: CustomerRow;
  try {
    updated = await deps.db.$transaction(async (transaction) => {
      const current = await lockCustomer(transaction, customerId);
      replaced = current.avatar;
      return change(transaction, current);
    });
  } catch (error) {
    // Only a refusal says for certain that nothing was written; after a lost connection the picture may be in use.
    if (error instanceof AppError || error instanceof FieldErrors) await removePicture(deps, picture);
    throw error;
  }
  if (picture !== undefined) await removePicture(deps, replaced);
  return updated;
}

async function removePicture(deps: Deps, avatar: string | null | undefined): Promise<void> {
  if (!avatar || avatar.startsWith("https:")) return;
  // An orphaned file costs disk space only: the customer's answer does not wait for or fail with it.
  await deps.storage.remove(avatar).catch((error: unknown) => deps.log.warn({ err: error }, "picture not removed"));
}

/** Attributes are merged and consents are entered with their old value: both need the row as it is, not as it was. */
export function needsLock(customer: CustomerRow, { attributes, consents }: ProfileChange): boolean {
  return attributes !== undefined || consentChanges(customer, consents).length > 0;
}

export async function updateLocked(
  transaction: DbTransaction,
  deps: Deps,
  current: CustomerRow,
  { attributes, consents: sent }: Pick<ProfileChange, "attributes" | "consents">,
  columns: CustomerChange,
  circumstances: ChangeCircumstances,
): Promise<CustomerRow> {
  const consents = consentChanges(current, sent);
  const updated = await write(
    transaction,
    deps,
    current,
    {
      ...columns,
      ...Object.fromEntries(consents.map(({ channel, newValue }) => [CONSENT_COLUMNS[channel], newValue])),
      ...(attributes && {
        attributes: mergeAttributes(current.attributes as Record<string, unknown>, attributes) as object,
      }),
    },
    circumstances,
  );
  if (consents.length > 0) {
    const place = { ip: circumstances.ip, userAgent: null };
    const detail = consents.map(({ channel }) => channel).join(", ");
    await recordActivity(transaction, current.id, { kind: "consents_changed", at: deps.now(), place, detail });
    await recordConsents(transaction, current.id, consents, {
      at: deps.now(),
      ip: circumstances.ip,
      wordingVersion: deps.env.CONSENT_WORDING_VERSION,
      source: circumstances.source,
    });
  }
  return updated;
}

/** Writes the columns; a change of nothing is no change, and leaves version and time of change as they are. */
export async function write(
  db: Db | DbTransaction,
  deps: Deps,
  current: CustomerRow,
  columns: CustomerChange,
  { ifVersions }: ChangeCircumstances,
): Promise<CustomerRow> {
  if (Object.keys(columns).length === 0) {
    if (ifVersions && !ifVersions.includes(current.version)) throw new AppError("precondition_failed");
    return current;
  }
  try {
    const row = await updateCustomer(db, current.id, columns, { ifVersions, now: deps.now() });
    if (!row) throw new AppError("precondition_failed");
    return row;
  } catch (error) {
    throw takenFault(error) ?? error;
  }
}

/** What is told when a unique value turns out to be somebody else's; null for any other error. */
export function takenFault(error: unknown): FieldErrors | null {
  switch (takenColumn(error)) {
    case "username":
      return FieldErrors.of("username", "username_taken");
    case "phone_canonical":
      return FieldErrors.of("phone", "phone_taken");
    case "email_canonical":
      return FieldErrors.of("email", "email_taken");
    default:
      return null;
  }
}

const CONSENT_COLUMNS = { email: "emailAllowed", sms: "smsAllowed", call: "callAllowed" } as const;

export function consentChanges(customer: CustomerRow, sent: ProfileChange["consents"]): ConsentChange[] {
  return (["email", "sms", "call"] as const).flatMap((channel) => {
    const newValue = sent[channel];
    const oldValue = customer[CONSENT_COLUMNS[channel]];
    return newValue === undefined || newValue === oldValue ? [] : [{ channel, oldValue, newValue }];
  });
}

/** The other devices are signed out, and the old number and the mailbox learn of it. */
export async function afterPhoneChange(
  transaction: DbTransaction,
  deps: Deps,
  { id, email, phoneCanonical, languageCode }: CustomerRow,
  { keepSession, ip }: { keepSession: number | null; ip: string },
): Promise<void> {
  await endOtherSessions(transaction, id, keepSession);
  await recordActivity(transaction, id, { kind: "phone_changed", at: deps.now(), place: { ip, userAgent: null } });
  const language = languageOf(languageCode) ?? deps.env.DEFAULT_LANGUAGE;
  if (phoneCanonical) await queueSms(deps, transaction, { to: phoneCanonical, template: "phone_changed", language });
  if (email) await queueMail(deps, transaction, { to: email, template: "phone_changed", language });
}
