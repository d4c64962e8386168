import type { Db, DbTransaction } from "@/lib/db";
import type { Deps } from "@/lib/deps";
import { AppError, FieldErrors } from "@/lib/errors";
import { encodeAvatar } from "@/lib/profile/avatar";
import { canonicalPhone, mergeAttributes } from "@/lib/profile/rules";
import type { UpdateCustomerBody, UpdateProfileBody } from "@/lib/profile/schema";
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
  body: UpdateProfileBody,
  circumstances: ChangeCircumstances,
): Promise<CustomerRow> {
  const change: CustomerChange = {};
  if (body.first_name !== undefined) change.firstName = body.first_name;
  if (body.last_name !== undefined) change.lastName = body.last_name;
  if (body.gender !== undefined) change.gender = body.gender;
  if (body.date_of_birth !== undefined) change.dateOfBirth = body.date_of_birth && new Date(body.date_of_birth);
  if (body.language_code !== undefined) change.languageCode = body.language_code;
  if (body.phone !== undefined) change.phone = samePhone(deps, customer, body.phone);
  const picture = await storePicture(deps, customer, body.avatar);
  if (picture !== undefined) change.avatar = picture;

  return replacePicture(deps, customer, picture, () =>
    needsLock(customer, body)
      ? deps.db.$transaction((transaction) => updateLocked(transaction, deps, customer, body, change, circumstances))
      : write(deps.db, deps, customer.id, change, circumstances),
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
  body: UpdateCustomerBody,
  circumstances: ChangeCircumstances,
): Promise<CustomerRow> {
  const change: CustomerChange = {};
  if (body.username !== undefined) change.username = body.username;
  if (body.first_name !== undefined) change.firstName = body.first_name;
  if (body.last_name !== undefined) change.lastName = body.last_name;
  if (body.gender !== undefined) change.gender = body.gender;
  const picture = givenAddress(deps, customer, body.avatar);
  if (picture !== undefined) change.avatar = picture;
  return replacePicture(deps, customer, picture, () => write(deps.db, deps, customer.id, change, circumstances));
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
  avatar: UpdateProfileBody["avatar"],
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

/** Runs a change that may replace the picture, and removes whichever picture is then nobody's. */
async function replacePicture(
  deps: Deps,
  customer: CustomerRow,
  picture: string | null | undefined,
  change: () => Promise<CustomerRow>,
): Promise<CustomerRow> {
  let updated: CustomerRow;
  try {
    updated = await change();
  } catch (error) {
    await removePicture(deps, picture);
    throw error;
  }
  if (picture !== undefined) await removePicture(deps, customer.avatar);
  return updated;
}

async function removePicture(deps: Deps, avatar: string | null | undefined): Promise<void> {
  if (!avatar || avatar.startsWith("https:")) return;
  // An orphaned file costs disk space only: the customer's answer does not wait for or fail with it.
  await deps.storage.remove(avatar).catch((error: unknown) => deps.log.warn({ err: error }, "picture not removed"));
}

/** Attributes are merged and consents are entered with their old value: both need the row as it is, not as it was. */
function needsLock(customer: CustomerRow, body: UpdateProfileBody): boolean {
  return body.attributes !== undefined || consentChanges(customer, body).length > 0;
}

async function updateLocked(
  transaction: DbTransaction,
  deps: Deps,
  customer: CustomerRow,
  body: UpdateProfileBody,
  change: CustomerChange,
  circumstances: ChangeCircumstances,
): Promise<CustomerRow> {
  const current = await lockCustomer(transaction, customer.id);
  const consents = consentChanges(current, body);
  const updated = await write(
    transaction,
    deps,
    customer.id,
    {
      ...change,
      ...Object.fromEntries(consents.map(({ channel, newValue }) => [CONSENT_COLUMNS[channel], newValue])),
      ...(body.attributes && {
        attributes: mergeAttributes(current.attributes as Record<string, unknown>, body.attributes) as object,
      }),
    },
    circumstances,
  );
  if (consents.length > 0) {
    await recordConsents(transaction, customer.id, consents, {
      at: deps.now(),
      ip: circumstances.ip,
      wordingVersion: deps.env.CONSENT_WORDING_VERSION,
      source: circumstances.source,
    });
  }
  return updated;
}

async function write(
  db: Db | DbTransaction,
  deps: Deps,
  id: number,
  change: CustomerChange,
  { ifVersions }: ChangeCircumstances,
): Promise<CustomerRow> {
  try {
    const row = await updateCustomer(db, id, change, { ifVersions, now: deps.now() });
    if (!row) throw new AppError("precondition_failed");
    return row;
  } catch (error) {
    if (takenColumn(error) === "username") throw FieldErrors.of("username", "username_taken");
    throw error;
  }
}

const CONSENT_COLUMNS = { email: "emailAllowed", sms: "smsAllowed", call: "callAllowed" } as const;

function consentChanges(customer: CustomerRow, body: UpdateProfileBody): ConsentChange[] {
  const sent = { email: body.email_allowed, sms: body.sms_allowed, call: body.call_allowed };
  return (["email", "sms", "call"] as const).flatMap((channel) => {
    const newValue = sent[channel];
    const oldValue = customer[CONSENT_COLUMNS[channel]];
    return newValue === undefined || newValue === oldValue ? [] : [{ channel, oldValue, newValue }];
  });
}
