import { lockActor } from "@/lib/auth/actor-service";
import { assertFreshSignIn } from "@/lib/auth/fresh-sign-in-service";
import { type CustomerActor, canonicalUsername, sessionIdOf } from "@/lib/auth/rules";
import { consentChanges } from "@/lib/consents/rules";
import { parsePhone } from "@/lib/contact/phone-rules";
import { acceptedVersions } from "@/lib/customers/rules";
import type { CustomerRow } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { queueProfileSync, waitForSync } from "@/lib/loyalty/sync-service";
import { deliverSoon } from "@/lib/notifications/service";
import { AppError, FieldErrors } from "@/lib/platform/errors";
import type { RequestContext } from "@/lib/platform/request-context";
import { encodeAvatar, storeAvatar } from "@/lib/profile/avatar-service";
import { type CodePolicy, definedOnly, mergeAttributes, needsCode } from "@/lib/profile/rules";
import type { CustomerProfileChange, GivenProfileChange, ProfileChange } from "@/lib/profile/schema";
import { avatarUrl } from "@/lib/profile/view";
import { changeLocked, writeColumns, writeLocked, writePlainColumns } from "@/lib/profile/write-service";
import type { Grant } from "@/lib/verification/guess-service";
import type { Confirmation } from "@/lib/verification/rules";
import { type PendingStep, type Submission, submitsCode, verifyPhone } from "@/lib/verification/service";

/** Until a change is done, nothing is changed. */
export type ProfileStep = { step: "done"; customer: CustomerRow } | (PendingStep & { customer: CustomerRow });

export type ProfileUpdate = {
  change: ProfileChange;
  /** The endpoint, for the consent ledger. */
  source: string;
  /** Whether the loyalty programme follows the profile. */
  syncsLoyalty: boolean;
};

type GivenUpdate = Omit<ProfileUpdate, "change"> & {
  change: GivenProfileChange;
  policy: CodePolicy;
  submission: Submission;
};

/**
 * Changes the given fields of a profile, all or none; fields that were not sent keep what another tab may have written.
 * Where the policy asks for a code, the first call sends it, and the old number stays in force until the new one is
 * verified.
 * @throws FieldErrors; AppError `precondition_failed`, also when a request at the same time changed the phone,
 *   `throttled`, and as verifyPhone; UnavailableError, nothing changed
 */
export async function updateProfile(
  deps: Deps,
  actor: CustomerActor,
  { change: given, source, syncsLoyalty, policy, submission }: GivenUpdate,
  context: RequestContext,
): Promise<ProfileStep> {
  const { customer } = actor;
  assertNotBlanked(customer, given);
  const change = { ...given, phone: phoneOf(customer, given) };
  const update = { change, source, syncsLoyalty };
  const phone = change.phone === undefined ? null : parsePhone(change.phone, deps.env.DEFAULT_PHONE_REGION);
  const changes = {
    phone: phone !== null && phone !== customer.phoneCanonical,
    consents: consentChanges(customer, change.consents).length > 0,
  };
  if (!needsCode(policy, changes)) {
    return { step: "done", customer: await applyProfileUpdate(deps, actor, update, null, context) };
  }
  if (changes.phone) await assertFreshSignIn(deps, actor);
  const verified = phone ?? customer.phoneCanonical;
  if (!verified) throw FieldErrors.of("phone", "required");
  if (!submitsCode(submission)) await assertApplicable(deps, customer, change, context);
  const step = await verifyPhone(
    deps,
    actor,
    {
      purpose: "phone_change",
      phone: verified,
      ...(policy === "kvkk" && { confirmation: confirmationOf(customer, change) }),
      // A picture cannot wait in the database: such a change goes on only by sending it whole.
      payload: change.avatar instanceof File ? null : update,
    },
    submission,
    context,
  );
  if (step.step !== "verified") return { ...step, customer };
  return { step: "done", customer: await applyProfileUpdate(deps, actor, update, step.grant, context) };
}

/** What a customer has never had may come back empty; what is there is not taken away. @throws FieldErrors */
function assertNotBlanked(
  { firstName, lastName }: CustomerRow,
  change: Pick<GivenProfileChange, "firstName" | "lastName">,
): void {
  const blank = [{ key: "blank" }];
  const fields = {
    ...(change.firstName === "" && firstName !== "" && { first_name: blank }),
    ...(change.lastName === "" && lastName !== "" && { last_name: blank }),
  };
  if (Object.keys(fields).length > 0) throw new FieldErrors(fields);
}

/** Null changes nothing for a customer without a number, and removes none. @throws FieldErrors on `phone` */
function phoneOf(customer: CustomerRow, { phone }: GivenProfileChange): string | undefined {
  if (phone !== null) return phone;
  if (customer.phone !== null) throw FieldErrors.of("phone", "null");
  return undefined;
}

/** Makes a change true. @param grant of the phone; null where the policy asks for no code @throws as updateProfile */
export async function applyProfileUpdate(
  deps: Deps,
  actor: CustomerActor,
  { change, source, syncsLoyalty }: ProfileUpdate,
  grant: Grant | null,
  context: RequestContext,
): Promise<CustomerRow> {
  const { customer } = actor;
  const writeContext = { ...context, source };
  const { phone: written, avatar: sentAvatar, attributes, consents, dateOfBirth, ...plain } = change;
  const phone = written === undefined ? null : parsePhone(written, deps.env.DEFAULT_PHONE_REGION);
  const changesPhone = phone !== null && phone !== customer.phoneCanonical;
  const writesPhone = written !== undefined && written !== customer.phone;
  if (changesPhone) await assertFreshSignIn(deps, actor);
  // Where no code is sent, nothing else would limit how often the former number gets an alert.
  if (changesPhone && !grant && customer.phoneCanonical) {
    await deps.limits.consume(["smsPerAccountInHour", `id:${customer.id}`]);
  }
  const avatar = await storeAvatar(deps, customer, sentAvatar);
  const birthday = typeof dateOfBirth === "string" ? new Date(dateOfBirth) : dateOfBirth;
  const plainColumns = definedOnly({ ...plain, dateOfBirth: birthday });
  const columns = definedOnly({
    ...plainColumns,
    phone: writesPhone ? written : undefined,
    phoneCanonical: changesPhone ? phone : undefined,
    phoneVerifiedAt: grant ? deps.now() : changesPhone ? null : undefined,
    avatar,
  });
  const needsLock =
    grant !== null ||
    writesPhone ||
    avatar !== undefined ||
    attributes !== undefined ||
    syncsLoyalty ||
    consentChanges(customer, consents).length > 0;
  if (!needsLock) return writePlainColumns(deps, customer, plainColumns, writeContext);

  let syncId: bigint | null = null;
  const updated = await changeLocked(deps, customer.id, avatar, async (transaction, current) => {
    if (grant || writesPhone) await lockActor(transaction, actor, grant);
    // What was verified, or only spelt anew, was the number that was read.
    const isPhoneAsRead = current.phoneCanonical === customer.phoneCanonical;
    if ((grant || writesPhone) && !isPhoneAsRead) throw new AppError("precondition_failed");
    const write = { columns, attributes, consents, keepSessionId: sessionIdOf(actor) };
    const row = await writeLocked(transaction, deps, current, write, writeContext);
    if (syncsLoyalty) syncId = await queueProfileSync(transaction, row);
    return row;
  });
  if (changesPhone) deliverSoon(deps);
  if (syncId !== null) await waitForSync(deps, syncId);
  return updated;
}

/**
 * Changes a customer by the customers/me document: username, names, gender, and the avatar as an address that is kept
 * and never fetched.
 * @throws FieldErrors, for example on `username` when it is taken; AppError `precondition_failed`
 */
export async function updateCustomer(
  deps: Deps,
  { customer }: CustomerActor,
  { avatar: sentAvatar, ...plain }: CustomerProfileChange,
  context: RequestContext,
): Promise<CustomerRow> {
  assertNotBlanked(customer, plain);
  const avatar = newAvatarAddress(deps, customer, sentAvatar);
  const usernameCanonical = plain.username === undefined ? undefined : canonicalUsername(plain.username);
  const columns = definedOnly({ ...plain, usernameCanonical });
  if (avatar === undefined) return writePlainColumns(deps, customer, columns, context);
  return changeLocked(deps, customer.id, avatar, (transaction, current) =>
    writeColumns(transaction, deps, current, { ...columns, avatar }, context),
  );
}

/** @returns undefined for the address that a GET gave @throws FieldErrors on `avatar` */
function newAvatarAddress(
  deps: Deps,
  customer: CustomerRow,
  address: string | null | undefined,
): string | null | undefined {
  if (address === undefined || address === null) return address;
  if (address === avatarUrl(customer.avatar, deps.env.APP_URL)) return undefined;
  if (!address.startsWith("https://")) throw FieldErrors.of("avatar", "avatar_url");
  return address;
}

function confirmationOf(customer: CustomerRow, { phone, consents }: ProfileChange): Confirmation {
  return {
    phone: phone ?? customer.phone ?? "",
    smsAllowed: consents.sms ?? customer.smsAllowed,
    emailAllowed: consents.email ?? customer.emailAllowed,
    callAllowed: consents.call ?? customer.callAllowed,
    email: customer.email,
  };
}

/** Refuses before a message is sent what would be refused after the code came. */
async function assertApplicable(
  deps: Deps,
  customer: CustomerRow,
  { avatar, attributes }: ProfileChange,
  { ifMatch }: RequestContext,
): Promise<void> {
  const ifVersions = acceptedVersions(ifMatch, customer.id);
  if (ifVersions && !ifVersions.includes(customer.version)) throw new AppError("precondition_failed");
  if (attributes) mergeAttributes(customer.attributes as Record<string, unknown>, attributes, deps.fields);
  if (avatar instanceof File) await encodeAvatar(avatar);
  else if (typeof avatar === "string") await storeAvatar(deps, customer, avatar);
}
