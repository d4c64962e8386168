import type { Db, DbTransaction } from "@/lib/db";
import type { Deps } from "@/lib/deps";
import { AppError, FieldErrors } from "@/lib/errors";
import { type Language, languageOf } from "@/lib/i18n/languages";
import { deliverSoon, queueMail, queueSms } from "@/lib/messages/service";
import { encodeAvatar } from "@/lib/profile/avatar";
import { type CodePolicy, canonicalPhone, mergeAttributes, needsCode } from "@/lib/profile/rules";
import type { CustomerProfileChange, ProfileChange } from "@/lib/profile/schema";
import {
  type ConsentChange,
  type CustomerChange,
  type CustomerRow,
  isPhoneTaken,
  lockCustomer,
  recordConsents,
  takenColumn,
  updateCustomer,
} from "@/lib/profile/store";
import { avatarUrl } from "@/lib/profile/view";
import { endOtherSessions } from "@/lib/session";
import type { Confirmation } from "@/lib/verification/rules";
import { type Answer, bringsCode, getIntent, type Holder, type Proof, provePhone } from "@/lib/verification/service";
import type { VerificationRow } from "@/lib/verification/store";

/** Who asks for a change, and by what he is signed in. */
export type Asker = { customer: CustomerRow; holder: Holder; language: Language };

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

/** Where a change stands: done, or waiting for the code that was sent; until then nothing is changed. */
export type ProfileStep =
  | { step: "done"; customer: CustomerRow }
  | { step: "sent" | "resent"; customer: CustomerRow; verification: VerificationRow };

/** What an open dialogue does once the number is proved. */
type ProfileIntent = { change: ProfileChange; policy: CodePolicy; source: string };

/**
 * Changes the given fields of a profile, all or none (contract of PATCH /users/profile/).
 *
 * Fields that were not sent keep what another tab may have written meanwhile. Consents that change are entered in the
 * ledger in the same transaction. Where the policy asks for a code, the first call sends it and changes nothing; the old
 * number stays in force until the new one is proved. Whether somebody else has the number is told only to who proved it.
 *
 * @param policy when a code is needed
 * @returns the row after the change, or as it is while a code is awaited
 * @throws FieldErrors naming what is wrong; AppError `precondition_failed`, also when a request at the same time changed
 *   the phone; `throttled`, and as provePhone;
 *   StorageUnavailableError, nothing changed
 */
export async function updateProfile(
  deps: Deps,
  asker: Asker,
  { change, answer, policy }: { change: ProfileChange; answer: Answer; policy: CodePolicy },
  circumstances: ChangeCircumstances,
): Promise<ProfileStep> {
  const { customer, holder, language } = asker;
  const phone = change.phone === undefined ? null : parsePhone(deps, change.phone);
  const changesPhone = phone !== null && phone.canonical !== customer.phoneCanonical;
  const changesConsents = consentChanges(customer, change.consents).length > 0;
  if (!needsCode(policy, { phone: changesPhone, consents: changesConsents })) {
    return { step: "done", customer: await applyChange(deps, asker, change, phone, circumstances, null) };
  }
  const proved = phone?.canonical ?? customer.phoneCanonical;
  if (!proved) throw FieldErrors.of("phone", "required");
  const taken = await isPhoneTaken(deps.db, proved);
  if (!bringsCode(answer)) await assertApplicable(deps, customer, change, circumstances);
  const result = await provePhone(
    deps,
    {
      purpose: "phone_change",
      holder,
      phone: proved,
      confirmation: policy === "kvkk" ? confirmationOf(customer, change) : null,
      customerId: customer.id,
      notice: changesPhone && taken ? "phone_taken" : null,
      intent: intentOf({ change, policy, source: circumstances.source }),
      field: "phone",
      language,
    },
    answer,
  );
  if (result.step !== "proven") return { step: result.step, customer, verification: result.verification };
  return { step: "done", customer: await applyChange(deps, asker, change, phone, circumstances, result.proof) };
}

/**
 * Goes on with the change that the open dialogue of this holder is about, for a page that has nothing but the code.
 *
 * @throws AppError `sms_verification_100_4` when there is none, and as updateProfile
 */
export async function continueProfileChange(
  deps: Deps,
  asker: Asker,
  answer: Answer,
  circumstances: Omit<ChangeCircumstances, "source">,
): Promise<ProfileStep> {
  const { change, policy, source } = await getIntent<ProfileIntent>(deps, asker.holder, "phone_change");
  return updateProfile(deps, asker, { change, answer, policy }, { ...circumstances, source });
}

/** A picture cannot wait in the dialogue: such a change goes on only by sending it whole, as the document has it. */
function intentOf(intent: ProfileIntent): ProfileIntent | null {
  return intent.change.avatar instanceof File ? null : intent;
}

function confirmationOf(customer: CustomerRow, { phone, consents }: ProfileChange): Confirmation {
  return {
    phone: phone ?? customer.phone ?? "",
    smsAllowed: consents.sms === undefined ? customer.smsAllowed : consents.sms,
    emailAllowed: consents.email === undefined ? customer.emailAllowed : consents.email,
    callAllowed: consents.call === undefined ? customer.callAllowed : consents.call,
    email: customer.email,
  };
}

/** Refuses before a message is sent what would be refused after the code came. */
async function assertApplicable(
  deps: Deps,
  customer: CustomerRow,
  { avatar, attributes }: ProfileChange,
  { ifVersions }: ChangeCircumstances,
): Promise<void> {
  if (ifVersions && !ifVersions.includes(customer.version)) throw new AppError("precondition_failed");
  if (attributes) mergeAttributes(customer.attributes as Record<string, unknown>, attributes);
  if (avatar instanceof File) await encodeAvatar(avatar);
  else if (typeof avatar === "string") await storePicture(deps, customer, avatar);
}

async function applyChange(
  deps: Deps,
  { customer, holder }: Asker,
  change: ProfileChange,
  phone: ParsedPhone | null,
  circumstances: ChangeCircumstances,
  proof: Proof | null,
): Promise<CustomerRow> {
  const { firstName, lastName, gender, dateOfBirth, languageCode } = change;
  const changesPhone = phone !== null && phone.canonical !== customer.phoneCanonical;
  const writesPhone = phone !== null && phone.written !== customer.phone;
  // No code limits how often, so the notice to the number before does.
  if (changesPhone && !proof && customer.phoneCanonical) {
    await deps.limits.consume("smsPerAccountInHour", `id:${customer.id}`);
  }
  const avatar = await storePicture(deps, customer, change.avatar);
  const columns = given({
    firstName,
    lastName,
    gender,
    dateOfBirth: dateOfBirth && new Date(dateOfBirth),
    languageCode,
    phone: writesPhone ? phone.written : undefined,
    phoneCanonical: changesPhone ? phone.canonical : undefined,
    phoneVerifiedAt: proof ? deps.now() : changesPhone ? null : undefined,
    avatar,
  });
  const isPlain = !proof && !writesPhone && !needsLock(customer, change) && avatar === undefined;
  if (isPlain && !circumstances.within) {
    return write(deps.db, deps, customer, columns, circumstances);
  }
  const updated = await changeLocked(deps, customer.id, avatar, async (transaction, current) => {
    await proof?.consume(transaction);
    // What was proved, or only spelt anew, was the number that was read.
    const isPhoneAsRead = current.phoneCanonical === customer.phoneCanonical;
    if ((proof || writesPhone) && !isPhoneAsRead) throw new AppError("precondition_failed");
    const row = await updateLocked(transaction, deps, current, change, columns, circumstances);
    if (row.phoneCanonical !== current.phoneCanonical)
      await afterPhoneChange(transaction, deps, current, sessionOf(holder));
    await circumstances.within?.(transaction, row);
    return row;
  });
  if (changesPhone) deliverSoon(deps);
  return updated;
}

/** The session that a holder is; null for a caller by API token. */
export function sessionOf(holder: Holder): number | null {
  return holder.kind === "session" ? holder.id : null;
}

/** What a loyalty card's form brings into the profile (`is_sync`); undefined stays as it is. */
export type CardData = {
  firstName: string;
  lastName: string;
  gender: "female" | "male" | null;
  dateOfBirth: string | null | undefined;
  phone: { written: string; canonical: string; isProved: boolean };
  consents: ProfileChange["consents"];
};

/**
 * Writes what a loyalty card brings, in the transaction that makes the card: the server's attributes, and with `data`
 * the profile too. The address is not among it: nobody proved it. A number that is somebody else's by now is left out.
 *
 * @param keepSession the session that outlives a changed number
 */
export async function applyCardData(
  transaction: DbTransaction,
  deps: Deps,
  customerId: number,
  {
    attributes,
    data,
    ip,
    source,
    keepSession,
  }: {
    attributes: Record<string, true>;
    data: CardData | null;
    ip: string;
    source: string;
    keepSession: number | null;
  },
): Promise<CustomerRow> {
  const current = await lockCustomer(transaction, customerId);
  const marks = Object.keys(attributes).length > 0;
  const merged = { ...(current.attributes as Record<string, unknown>), ...attributes };
  const columns: CustomerChange = marks ? { attributes: merged as object } : {};
  const circumstances = { ip, source, ifVersions: null };
  if (!data) return write(transaction, deps, current, columns, circumstances);
  const { firstName, lastName, gender, dateOfBirth, phone, consents } = data;
  const isNewPhone = phone.canonical !== current.phoneCanonical;
  const takesPhone = phone.isProved && !(isNewPhone && (await isPhoneTaken(transaction, phone.canonical)));
  const all = given({
    ...columns,
    firstName,
    lastName,
    gender,
    dateOfBirth: dateOfBirth && new Date(dateOfBirth),
    phone: takesPhone ? phone.written : undefined,
    phoneCanonical: takesPhone ? phone.canonical : undefined,
    phoneVerifiedAt: takesPhone ? deps.now() : undefined,
  });
  const row = await updateLocked(transaction, deps, current, { attributes: undefined, consents }, all, circumstances);
  if (takesPhone && isNewPhone) await afterPhoneChange(transaction, deps, current, keepSession);
  return row;
}

/** The other devices are signed out, and the old number and the mailbox learn of it. */
async function afterPhoneChange(
  transaction: DbTransaction,
  deps: Deps,
  { id, email, phoneCanonical, languageCode }: CustomerRow,
  keepSession: number | null,
): Promise<void> {
  await endOtherSessions(transaction, id, keepSession);
  const language = languageOf(languageCode) ?? deps.env.DEFAULT_LANGUAGE;
  if (phoneCanonical) await queueSms(deps, transaction, { to: phoneCanonical, text: "phone_changed", language });
  if (email) await queueMail(deps, transaction, { to: email, text: "phone_changed", language });
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
function given(columns: { [Column in keyof CustomerChange]: CustomerChange[Column] | undefined }): CustomerChange {
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}

type ParsedPhone = { written: string; canonical: string };

/** @throws FieldErrors on `phone` */
function parsePhone(deps: Deps, written: string): ParsedPhone {
  const canonical = canonicalPhone(written, deps.env.DEFAULT_PHONE_REGION);
  if (canonical === null) throw FieldErrors.of("phone", "phone");
  return { written, canonical };
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

function consentChanges(customer: CustomerRow, sent: ProfileChange["consents"]): ConsentChange[] {
  return (["email", "sms", "call"] as const).flatMap((channel) => {
    const newValue = sent[channel];
    const oldValue = customer[CONSENT_COLUMNS[channel]];
    return newValue === undefined || newValue === oldValue ? [] : [{ channel, oldValue, newValue }];
  });
}
