import { assertPasswordNotGuessable } from "@/lib/auth/password-rules";
import { type Actor, type ChallengeHolder, canonicalUsername, randomUsername } from "@/lib/auth/rules";
import { type StartedSession, startSession } from "@/lib/auth/session-service";
import { consentChanges } from "@/lib/consents/rules";
import { recordConsents } from "@/lib/consents/service";
import { canonicalEmail } from "@/lib/contact/email-rules";
import { parsePhone } from "@/lib/contact/phone-rules";
import { queueConfirmation } from "@/lib/credentials/email-service";
import { mailLimit } from "@/lib/credentials/link-service";
import { type CustomerRow, getCustomer, takenError } from "@/lib/customers/store";
import { toUpdateEvents } from "@/lib/customers/view";
import type { Deps } from "@/lib/deps";
import type { Prisma } from "@/lib/generated/prisma/client";
import { getService } from "@/lib/loyalty/membership-service";
import { finishRegistrationJoin, queueRegistrationJoin } from "@/lib/loyalty/registration-join-service";
import { deliverSoon } from "@/lib/notifications/service";
import { transact } from "@/lib/platform/database/transact";
import { FieldErrors } from "@/lib/platform/errors";
import { defaultLanguageCode, type Language } from "@/lib/platform/i18n/languages";
import { hashPassword } from "@/lib/platform/password-hash";
import type { RequestContext } from "@/lib/platform/request-context";
import { signatures } from "@/lib/platform/secrets";
import { mergeAttributes } from "@/lib/profile/rules";
import type { Registration } from "@/lib/registration/schema";
import { findTaken, insertCustomer } from "@/lib/registration/store";
import type { LoyaltyServiceSetting } from "@/lib/settings/schema";
import { findKeptGrant, type Grant } from "@/lib/verification/guess-service";
import { type PendingStep, type Submission, submitsCode, verifyPhone } from "@/lib/verification/service";
import { recordEvents } from "@/lib/webhooks/event-service";

/** Each endpoint has a challenge of its own: a code of one is no good for the other. */
export type RegistrationPurpose = "registration" | "registration_with_loyalty";

export type RegistrationStep = (PendingStep & { registration: SubmittedRegistration }) | RegistrationDone;
export type RegistrationDone = {
  step: "done";
  purpose: RegistrationPurpose;
  customer: CustomerRow;
  session: StartedSession;
  loyalty: LoyaltyOutcome;
};

/** What became of the card. `pending`: the programme is down and the card follows. `refused`: the programme said no. */
export type LoyaltyOutcome = "not_asked" | "joined" | "pending" | "refused";

type SubmittedRegistration = Omit<Registration, "password"> & { purpose: RegistrationPurpose };

/** A registration that can wait in the database for its code: of the password there is only the hash. */
export type PreparedRegistration = SubmittedRegistration & { passwordHash: string };

/**
 * One step of a registration: sends the code, or makes the account and signs it in. Taken and free numbers and
 * addresses are answered alike until the number is verified. A card follows later while the programme is down.
 * A number that was verified before the address turned out to be taken needs no second code in the same session.
 * @param verify false for clients that go without codes: their numbers are not verified
 * @throws FieldErrors, for `phone` or `email` as taken only once the number is verified; AppError as verifyPhone, with
 *   `kvkk_service_100_2` for other consents or another address than the code was asked for
 */
export async function register(
  deps: Deps,
  actor: ChallengeHolder,
  {
    purpose,
    registration: { password, ...rest },
    submission,
    verify,
  }: { purpose: RegistrationPurpose; registration: Registration; submission: Submission; verify: boolean },
  context: RequestContext,
): Promise<RegistrationStep> {
  assertPasswordNotGuessable(password, rest, "password");
  const registration = { ...rest, purpose };
  const prepare = async (previous: object | null = null): Promise<PreparedRegistration> => {
    const hashed = (previous as PreparedRegistration | null)?.passwordHash;
    return { ...registration, passwordHash: hashed ?? (await hashPassword(password)) };
  };
  const phone = parsePhone(rest.phone, deps.env.DEFAULT_PHONE_REGION);
  if (rest.addLoyalty) await getService(deps);
  if (!verify) return createAccount(deps, actor, await prepare(), null, context);
  const asks = !submitsCode(submission) && !submission.resend;
  const kept = asks ? await findKeptGrant(deps, actor, { purpose, phone }) : null;
  if (kept) return createAccount(deps, actor, await prepare(), kept, context);
  const { consents } = rest;
  const confirmation = {
    phone: rest.phone,
    smsAllowed: consents.sms,
    emailAllowed: consents.email,
    callAllowed: consents.call,
    email: rest.email,
    // Whoever asks again with a password of their own gets another challenge.
    passwordMarks: signatures("registration-password", password),
  };
  const challenge = { purpose, phone, confirmation, payload: prepare };
  const step = await verifyPhone(deps, actor, challenge, submission, context);
  if (step.step !== "verified") return { ...step, registration };
  return createAccount(deps, actor, await prepare(), step.grant, context);
}

/** @param grant of the number; null for a client that goes without codes @throws as register */
export async function createAccount(
  deps: Deps,
  actor: Pick<Actor, "sessionTokens">,
  registration: PreparedRegistration,
  grant: Grant | null,
  context: RequestContext,
): Promise<RegistrationDone> {
  const setting = registration.addLoyalty ? await getService(deps) : null;
  const phone = parsePhone(registration.phone, deps.env.DEFAULT_PHONE_REGION);
  const data = customerData(deps, registration, { phone, isPhoneVerified: grant !== null }, context);
  const { purpose } = registration;
  const { customer, loyaltyJob } = await insertAccount(
    deps,
    { data, grant, setting },
    { ...context, source: purpose },
  ).catch(async (error: unknown) => {
    const isAddressTaken = error instanceof FieldErrors && "email" in error.fields && !("phone" in error.fields);
    if (isAddressTaken) await grant?.keep(deps.db);
    throw error;
  });
  deliverSoon(deps);
  const session = await startRegisteredSession(deps, actor, customer, context);
  if (loyaltyJob === null) return { step: "done", purpose, customer, session, loyalty: "not_asked" };
  const loyalty = await finishRegistrationJoin(deps, loyaltyJob);
  // The card has left its marks in the profile.
  const current = await getCustomer(deps.db, customer.id);
  return { step: "done", purpose, customer: current, session, loyalty };
}

async function startRegisteredSession(
  deps: Deps,
  actor: Pick<Actor, "sessionTokens">,
  { id: customerId, credentialsVersion }: CustomerRow,
  context: RequestContext,
  kind: "cookie" | "token" = "cookie",
): Promise<StartedSession> {
  const signIn = { customerId, credentialsVersion, activity: "registered", kind } as const;
  const session = await startSession(deps, actor, signIn, context);
  if (!session) throw new Error("unreachable: nobody knows the new account");
  return session;
}

/** The new row: a number that no code was asked for is not verified. */
function customerData(
  deps: Deps,
  registration: PreparedRegistration,
  { phone, isPhoneVerified }: { phone: string; isPhoneVerified: boolean },
  context: RequestContext,
) {
  return {
    ...newCustomer(deps, context.language),
    email: registration.email,
    emailCanonical: canonicalEmail(registration.email),
    phone: registration.phone,
    phoneCanonical: phone,
    phoneVerifiedAt: isPhoneVerified ? deps.now() : null,
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
      ...mergeAttributes({}, registration.attributes, deps.fields),
      ...registrationMarks(deps, context, registration.confirmed),
    },
  };
}

/** What the platform keeps of a registration. @param confirmed whether the terms were accepted */
export function registrationMarks({ env }: Deps, { ip }: RequestContext, confirmed: boolean) {
  return {
    register_client_type: "default",
    logged_ip: ip === "unknown" ? "" : ip,
    kvkk_flat_page_version: env.CONSENT_WORDING_VERSION,
    confirm: confirmed,
  };
}

/** @returns the sync of the card, or null without one */
async function insertAccount(
  deps: Deps,
  {
    data,
    grant,
    setting,
  }: { data: ReturnType<typeof customerData>; grant: Grant | null; setting: LoyaltyServiceSetting | null },
  context: RequestContext,
): Promise<{ customer: CustomerRow; loyaltyJob: bigint | null }> {
  const isMailed = await deps.limits.tryConsume(...mailLimit(data.emailCanonical));
  try {
    return await transact(deps.db, async (transaction) => {
      await grant?.consume(transaction);
      const taken = await findTaken(transaction, data);
      if (taken.phone || taken.email) {
        throw new FieldErrors({
          ...(taken.phone && { phone: [{ key: "phone_taken" }] }),
          ...(taken.email && { email: [{ key: "email_taken" }] }),
        });
      }
      const customer = await insertCustomer(transaction, data);
      await recordEvents(transaction, deps, customer.id, [
        { type: "customer.created", data: {} },
        ...toUpdateEvents({ phoneVerifiedAt: null }, { phoneVerifiedAt: data.phoneVerifiedAt }),
      ]);
      const answers = { email: data.emailAllowed, sms: data.smsAllowed, call: data.callAllowed };
      await recordConsents(transaction, deps, customer.id, consentChanges(NEVER_ASKED, answers), context);
      if (isMailed) await queueConfirmation(transaction, deps, customer);
      const isPhoneVerified = data.phoneVerifiedAt !== null;
      const loyaltyJob =
        setting && (await queueRegistrationJoin(transaction, deps, setting, customer, isPhoneVerified));
      return { customer, loyaltyJob };
    });
  } catch (error) {
    // Two who verified one number or chose one address at the same moment.
    throw takenError(error) ?? error;
  }
}

const NEVER_ASKED = { emailAllowed: null, smsAllowed: null, callAllowed: null };

/**
 * Makes an account of a username and a password alone, and gives it a token.
 * @throws FieldErrors, on `username` when it is taken; AppError `throttled`
 */
export async function signUpForToken(
  deps: Deps,
  { username, password, field }: { username: string; password: string; field: string },
  context: RequestContext,
): Promise<string> {
  const { network, language } = context;
  await deps.limits.consume(["signUpsPerNetwork", network]);
  const own = { email: username, phone: null, firstName: "", lastName: "" };
  assertPasswordNotGuessable(password, own, field);
  const passwordHash = await hashPassword(password);
  const names = { username, usernameCanonical: canonicalUsername(username) };
  const data = { ...newCustomer(deps, language), ...names, passwordHash };
  try {
    const customer = await transact(deps.db, async (transaction) => {
      const inserted = await insertCustomer(transaction, data);
      await recordEvents(transaction, deps, inserted.id, [{ type: "customer.created", data: {} }]);
      return inserted;
    });
    return (await startRegisteredSession(deps, { sessionTokens: [] }, customer, context, "token")).token;
  } catch (error) {
    throw takenError(error) ?? error;
  }
}

/** A customer of whom nothing is known yet. */
export function newCustomer({ now }: Deps, language: Language): Prisma.CustomerUncheckedCreateInput {
  return {
    ...randomUsername(),
    languageCode: defaultLanguageCode(language),
    attributes: { register_client_type: "default" },
    dateJoined: now(),
    modifiedAt: now(),
  };
}
