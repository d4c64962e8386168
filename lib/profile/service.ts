import { type CustomerRow, isPhoneTaken } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { deliverSoon } from "@/lib/notifications/service";
import { AppError, FieldErrors } from "@/lib/platform/errors";
import type { Language } from "@/lib/platform/i18n/languages";
import { encodeAvatar } from "@/lib/profile/avatar-rules";
import { type CodePolicy, canonicalPhone, mergeAttributes, needsCode } from "@/lib/profile/rules";
import type { CustomerProfileChange, ProfileChange } from "@/lib/profile/schema";
import { avatarUrl } from "@/lib/profile/view";
import {
  afterPhoneChange,
  type ChangeCircumstances,
  changeLocked,
  consentChanges,
  given,
  needsLock,
  storePicture,
  updateLocked,
  write,
} from "@/lib/profile/write-service";
import type { Confirmation } from "@/lib/verification/rules";
import { type Answer, bringsCode, getIntent, type Holder, type Proof, provePhone } from "@/lib/verification/service";
import type { VerificationRow } from "@/lib/verification/store";

/** Who asks for a change, and by what he is signed in. */
export type Asker = { customer: CustomerRow; holder: Holder; language: Language };

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
      await afterPhoneChange(transaction, deps, current, { keepSession: sessionOf(holder), ip: circumstances.ip });
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

type ParsedPhone = { written: string; canonical: string };

/** @throws FieldErrors on `phone` */
function parsePhone(deps: Deps, written: string): ParsedPhone {
  const canonical = canonicalPhone(written, deps.env.DEFAULT_PHONE_REGION);
  if (canonical === null) throw FieldErrors.of("phone", "phone");
  return { written, canonical };
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
