import type { Db, DbTransaction } from "@/lib/db";
import type { Deps } from "@/lib/deps";
import { AppError, FieldErrors } from "@/lib/errors";
import { encodeAvatar } from "@/lib/profile/avatar";
import { canonicalPhone, mergeAttributes } from "@/lib/profile/rules";
import type { CustomerProfileChange, ProfileChange } from "@/lib/profile/schema";
import {
  type ConsentChange,
  type CustomerChange,
  type CustomerRow,
  lockCustomer,
  recordConsents,
  takenColumn,
  updateCustomer,
} from "@/lib/profile/store";
import { avatarUrl } from "@/lib/profile/view";

/** Under which circumstances a change is made: what the consent ledger records, and what `If-Match` asked for. */
export type ChangeCircumstances = {
  ip: string;
  /** The endpoint, for the ledger. */
  source: string;
  /** Row versions the change was meant for; null for any. */
  ifVersions: readonly number[] | null;
};

/**
 * Changes the given fields of a profile, all or none (contract of PATCH /users/profile/).
 *
 * Fields that were not sent keep what another tab may have written meanwhile. Consents that change are entered in the
 * ledger in the same transaction. A new phone number is refused until it can be proved.
 *
 * @param customer as read for this request
 * @returns the row after the change
 * @throws FieldErrors naming what is wrong; AppError `precondition_failed`; StorageUnavailableError, nothing changed
 */
export async function updateProfile(
  deps: Deps,
  customer: CustomerRow,
  change: ProfileChange,
  circumstances: ChangeCircumstances,
): Promise<CustomerRow> {
  const { firstName, lastName, gender, dateOfBirth, languageCode } = change;
  const phone = change.phone === undefined ? undefined : samePhone(deps, customer, change.phone);
  const avatar = await storePicture(deps, customer, change.avatar);
  const columns = given({
    firstName,
    lastName,
    gender,
    dateOfBirth: dateOfBirth && new Date(dateOfBirth),
    languageCode,
    phone,
    avatar,
  });
  if (!needsLock(customer, change) && avatar === undefined) {
    return write(deps.db, deps, customer, columns, circumstances);
  }
  return changeLocked(deps, customer.id, avatar, (transaction, current) =>
    updateLocked(transaction, deps, current, change, columns, circumstances),
  );
}

/**
 * Changes a customer by the customers/me document: username, names, gender, and the avatar as an address that is kept
 * and never fetched.
 *
 * @throws FieldErrors, for example on `username` when it is taken; AppError `precondition_failed`
 */
export async function updateCustomerProfile(
  deps: Deps,
  customer: CustomerRow,
  change: CustomerProfileChange,
  circumstances: ChangeCircumstances,
): Promise<CustomerRow> {
  const { username, firstName, lastName, gender } = change;
  const avatar = givenAddress(deps, customer, change.avatar);
  const columns = given({ username, firstName, lastName, gender, avatar });
  if (avatar === undefined) return write(deps.db, deps, customer, columns, circumstances);
  return changeLocked(deps, customer.id, avatar, (transaction, current) =>
    write(transaction, deps, current, columns, circumstances),
  );
}

/** Leaves out what was not sent: Prisma refuses undefined, and null is a value. */
function given(columns: CustomerChange): CustomerChange {
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}

/** The number as written now, provided it is the one the customer has. */
function samePhone(deps: Deps, customer: CustomerRow, written: string): string {
  const canonical = canonicalPhone(written, deps.env.DEFAULT_PHONE_REGION);
  if (canonical === null) throw FieldErrors.of("phone", "phone");
  if (canonical !== customer.phoneCanonical) throw FieldErrors.of("phone", "phone_change_unavailable");
  return written;
}

/** @returns the stored value of `avatar`: a fresh key, null for none, undefined for no change */
async function storePicture(
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

function givenAddress(
  deps: Deps,
  customer: CustomerRow,
  address: string | null | undefined,
): string | null | undefined {
  if (address === undefined || address === null) return address;
  if (address === avatarUrl(customer.avatar, deps.env.APP_URL)) return undefined;
  if (!address.startsWith("https://")) throw FieldErrors.of("avatar", "avatar_url");
  return address;
}

/**
 * Runs a change on the row as it is, held until it is written, and removes whichever picture is then nobody's: of
 * parallel uploads each removes the one that it really replaced.
 *
 * @param picture the new value of `avatar`; undefined when that stays
 */
async function changeLocked(
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
function needsLock(customer: CustomerRow, { attributes, consents }: ProfileChange): boolean {
  return attributes !== undefined || consentChanges(customer, consents).length > 0;
}

async function updateLocked(
  transaction: DbTransaction,
  deps: Deps,
  current: CustomerRow,
  { attributes, consents: sent }: ProfileChange,
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
async function write(
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
    if (takenColumn(error) === "username") throw FieldErrors.of("username", "username_taken");
    throw error;
  }
}

const CONSENT_COLUMNS = { email: "emailAllowed", sms: "smsAllowed", call: "callAllowed" } as const;

function consentChanges(customer: CustomerRow, sent: ProfileChange["consents"]): ConsentChange[] {
  return (["email", "sms", "call"] as const).flatMap((channel) => {
    const newValue = sent[channel];
    const oldValue = customer[CONSENT_COLUMNS[channel]];
    return newValue === undefined || newValue === oldValue ? [] : [{ channel, oldValue, newValue }];
  });
}
