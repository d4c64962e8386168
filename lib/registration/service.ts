import { randomBytes } from "node:crypto";
import { assertPasswordNotGuessable } from "@/lib/auth/password-rules";
import { createSignInToken, type Visitor } from "@/lib/auth/service";
import { type Device, startSession } from "@/lib/auth/session-service";
import { type CustomerRow, getCustomer, isPhoneTaken, recordConsents } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import type { Prisma } from "@/lib/generated/prisma/client";
import { finishRegistrationJoin, getService, queueRegistrationJoin } from "@/lib/loyalty/membership-service";
import type { DbTransaction } from "@/lib/platform/db";
import { FieldErrors } from "@/lib/platform/errors";
import { defaultLanguageCode, type Language } from "@/lib/platform/i18n/languages";
import { hashPassword } from "@/lib/platform/password-hash";
import { canonicalEmail, canonicalPhone } from "@/lib/profile/rules";
import { takenFault } from "@/lib/profile/write-service";
import type { Registration } from "@/lib/registration/schema";
import { findTaken, insertCustomer } from "@/lib/registration/store";
import type { LoyaltyServiceSetting } from "@/lib/settings/schema";
import { type Answer, type Dialogue, getIntent, type Proof, provePhone } from "@/lib/verification/service";
import type { VerificationRow } from "@/lib/verification/store";

/** Each endpoint has a dialogue of its own: a code of one answers the other as little as any. */
export type RegistrationPurpose = "registration" | "registration_with_loyalty";

/** Where a registration stands: waiting for its code, or done and signed in. */
export type RegistrationStep =
  | { step: "sent" | "resent"; verification: VerificationRow; registration: PreparedRegistration }
  | { step: "done"; customer: CustomerRow; token: string; loyalty: LoyaltyOutcome };

/**
 * What became of the wish for a loyalty card. `pending`: the programme is down, and the card follows by itself. `refused`:
 * the programme said no; he can join later.
 */
export type LoyaltyOutcome = "not_asked" | "joined" | "pending" | "refused";

/** A registration that can wait in the database for its code: of the password there is only the hash. */
export type PreparedRegistration = Omit<Registration, "password"> & { passwordHash: string };

/**
 * One step of a registration: sends the code, or makes the account and signs it in.
 *
 * Taken and free numbers and addresses are answered alike until the number is proved; the owner of a taken number gets a
 * notice instead of a code. The code confirms consents and address too. A card that is asked for is committed to with the
 * account; while the programme is down it is owed, and follows by itself.
 *
 * @param verify false for clients of a type that goes without codes: their numbers are not proved
 * @returns where it stands, or the customer with the token of his first session
 * @throws FieldErrors, for `phone` or `email` as taken only after the proof; AppError as provePhone, with
 *   `kvkk_service_100_2` for other consents or another address than the code was asked for
 */
export async function register(
  deps: Deps,
  visitor: Visitor,
  {
    purpose,
    registration,
    answer,
    verify,
  }: { purpose: RegistrationPurpose; registration: Registration; answer: Answer; verify: boolean },
): Promise<RegistrationStep> {
  const { password, ...rest } = registration;
  assertPasswordNotGuessable(password, rest, "password");
  const prepared = { ...rest, passwordHash: await hashPassword(password) };
  return registerPrepared(deps, visitor, { purpose, registration: prepared, answer, verify });
}

/** Goes on with the registration that this visitor's open dialogue is about. @throws as register */
export async function continueRegistration(
  deps: Deps,
  visitor: Visitor,
  purpose: RegistrationPurpose,
  answer: Answer,
): Promise<RegistrationStep> {
  const registration = await getIntent<PreparedRegistration>(deps, visitor.holder, purpose);
  return registerPrepared(deps, visitor, { purpose, registration, answer, verify: true });
}

async function registerPrepared(
  deps: Deps,
  { holder, language, device, replaced }: Visitor,
  {
    purpose,
    registration,
    answer,
    verify,
  }: { purpose: RegistrationPurpose; registration: PreparedRegistration; answer: Answer; verify: boolean },
): Promise<RegistrationStep> {
  const phone = canonicalPhone(registration.phone, deps.env.DEFAULT_PHONE_REGION);
  if (phone === null) throw FieldErrors.of("phone", "phone");
  const setting = registration.addLoyalty ? await getService(deps) : null;
  const proof = verify
    ? await provePhone(deps, await dialogueOf(deps, { holder, language, purpose, registration, phone }), answer)
    : null;
  if (proof && proof.step !== "proven") return { ...proof, registration };
  const { customer, loyaltyTask } = await createCustomer(deps, {
    data: customerData(deps, registration, { phone, isPhoneProved: verify, language, device }),
    proof: proof?.proof ?? null,
    setting,
    device,
    source: purpose,
  });
  const token = await startSession(deps, { customerId: customer.id, device, replaced, kind: "registered" });
  if (loyaltyTask === null) return { step: "done", customer, token, loyalty: "not_asked" };
  const loyalty = await finishRegistrationJoin(deps, loyaltyTask);
  // The card has left its marks in the profile.
  const current = await getCustomer(deps.db, customer.id);
  return { step: "done", customer: current, token, loyalty };
}

async function dialogueOf(
  deps: Deps,
  {
    holder,
    language,
    purpose,
    registration,
    phone,
  }: Pick<Visitor, "holder" | "language"> & {
    purpose: RegistrationPurpose;
    registration: PreparedRegistration;
    phone: string;
  },
): Promise<Dialogue> {
  const { consents } = registration;
  return {
    purpose,
    holder,
    phone,
    confirmation: {
      phone: registration.phone,
      smsAllowed: consents.sms,
      emailAllowed: consents.email,
      callAllowed: consents.call,
      email: registration.email,
    },
    customerId: null,
    notice: (await isPhoneTaken(deps.db, phone)) ? "phone_taken" : null,
    intent: registration,
    field: "phone",
    language,
  };
}

/** The new row: a number that no code was asked for is not proved. */
function customerData(
  deps: Deps,
  registration: PreparedRegistration,
  {
    phone,
    isPhoneProved,
    language,
    device,
  }: { phone: string; isPhoneProved: boolean; language: Language; device: Device },
) {
  return {
    ...newCustomer(deps, language),
    email: registration.email,
    emailCanonical: canonicalEmail(registration.email),
    phone: registration.phone,
    phoneCanonical: phone,
    phoneVerifiedAt: isPhoneProved ? deps.now() : null,
    passwordHash: registration.passwordHash,
    firstName: registration.firstName,
    lastName: registration.lastName,
    gender: registration.gender,
    dateOfBirth: registration.dateOfBirth === null ? null : new Date(registration.dateOfBirth),
    emailAllowed: registration.consents.email,
    smsAllowed: registration.consents.sms,
    callAllowed: registration.consents.call,
    ...(registration.languageCode && { languageCode: registration.languageCode }),
    attributes: {
      ...registration.attributes,
      register_client_type: "default",
      logged_ip: device.ip === "unknown" ? "" : device.ip,
      kvkk_flat_page_version: deps.env.CONSENT_WORDING_VERSION,
      confirm: registration.confirmed,
    },
  };
}

/** Makes the customer, and commits to his card, in one transaction with the proof. @returns the task of the card */
async function createCustomer(
  deps: Deps,
  {
    data,
    proof,
    setting,
    device,
    source,
  }: {
    data: ReturnType<typeof customerData>;
    proof: Proof | null;
    setting: LoyaltyServiceSetting | null;
    device: Device;
    source: RegistrationPurpose;
  },
): Promise<{ customer: CustomerRow; loyaltyTask: number | null }> {
  try {
    return await deps.db.$transaction(async (transaction) => {
      await proof?.consume(transaction);
      const taken = await findTaken(transaction, data);
      if (taken.phone || taken.email) {
        throw new FieldErrors({
          ...(taken.phone && { phone: [{ key: "phone_taken" }] }),
          ...(taken.email && { email: [{ key: "email_taken" }] }),
        });
      }
      const customer = await insertCustomer(transaction, data);
      await recordFirstConsents(transaction, deps, customer, { device, source });
      const isPhoneProved = data.phoneVerifiedAt !== null;
      const loyaltyTask = setting && (await queueRegistrationJoin(transaction, setting, customer, isPhoneProved));
      return { customer, loyaltyTask };
    });
  } catch (error) {
    // Two who proved one number or chose one address at the same moment.
    throw takenFault(error) ?? error;
  }
}

async function recordFirstConsents(
  transaction: DbTransaction,
  deps: Deps,
  { id, emailAllowed, smsAllowed, callAllowed }: CustomerRow,
  { device, source }: { device: Device; source: string },
): Promise<void> {
  const answers = [
    { channel: "email", newValue: emailAllowed },
    { channel: "sms", newValue: smsAllowed },
    { channel: "call", newValue: callAllowed },
  ] as const;
  const given = answers.filter(({ newValue }) => newValue !== null).map((given) => ({ ...given, oldValue: null }));
  await recordConsents(transaction, id, given, {
    at: deps.now(),
    ip: device.ip,
    wordingVersion: deps.env.CONSENT_WORDING_VERSION,
    source,
  });
}

/**
 * Makes an account of a username and a password alone (POST /api/shop/customers/auth/pwd/signup) and gives it a token.
 *
 * @throws FieldErrors, on `username` when it is taken; AppError `throttled`
 */
export async function signUpForToken(
  deps: Deps,
  { username, password }: { username: string; password: string },
  { device, language }: { device: Device; language: Language },
): Promise<string> {
  if (device.ip !== "unknown") await deps.limits.consume("signUpsPerIp", device.ip);
  const own = { email: username, phone: null, firstName: "", lastName: "" };
  assertPasswordNotGuessable(password, own, "password");
  const data = { ...newCustomer(deps, language), username, passwordHash: await hashPassword(password) };
  try {
    const { id } = await insertCustomer(deps.db, data);
    return createSignInToken(deps, id);
  } catch (error) {
    throw takenFault(error) ?? error;
  }
}

/** What every new customer starts with: a username that tells nothing of him, until he chooses one. */
function newCustomer({ now }: Deps, language: Language): Prisma.CustomerUncheckedCreateInput {
  return {
    username: randomBytes(32).toString("hex"),
    languageCode: defaultLanguageCode(language),
    attributes: { register_client_type: "default" },
    dateJoined: now(),
    modifiedAt: now(),
  };
}
