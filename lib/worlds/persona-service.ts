import { SESSION_COOKIE } from "@/lib/auth/actor-service";
import { randomUsername } from "@/lib/auth/rules";
import { startSession } from "@/lib/auth/session-service";
import { findAccountByEmail } from "@/lib/auth/store";
import { issueToken } from "@/lib/auth/token-service";
import { COMMAND_LINE } from "@/lib/back-office/rules";
import { consentChanges } from "@/lib/consents/rules";
import { insertConsentEvents } from "@/lib/consents/store";
import { canonicalEmail } from "@/lib/contact/email-rules";
import { parsePhone } from "@/lib/contact/phone-rules";
import { type CustomerRow, getCustomer, takenError } from "@/lib/customers/store";
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from "@/lib/demo-accounts";
import type { Deps } from "@/lib/deps";
import { queueRegistrationJoin } from "@/lib/loyalty/registration-join-service";
import { runSync } from "@/lib/loyalty/sync-service";
import { transact } from "@/lib/platform/database/transact";
import { keepsCookiesSecure } from "@/lib/platform/env";
import { FieldErrors } from "@/lib/platform/errors";
import { defaultLanguageCode } from "@/lib/platform/i18n/languages";
import { hashPassword } from "@/lib/platform/password-hash";
import { NOWHERE } from "@/lib/platform/request-context";
import { applyPointsEvent } from "@/lib/points/order-event-service";
import { insertCustomer } from "@/lib/registration/store";
import { changeMembership } from "@/lib/segments/admin-service";
import { readAllSegments, writeActiveSegment } from "@/lib/segments/store";
import { getSetting } from "@/lib/settings/service";
import type { CreatePersonaBody, PersonaResponse } from "@/lib/worlds/schema";
import { getWorld, type World } from "@/lib/worlds/service";

/* People for one test, made as it needs them and signed in. */

/** Each of a block of its own, since numbers that differ in their last four digits share a limit. */
const FIRST_NUMBER = 905_551_000_000;
const NUMBER_STEP = 10_000;
const JOIN_WAIT_MS = 8000;

/**
 * Somebody of the demo, or somebody new, with a session and a token.
 * @throws AppError `not_found` for the world; FieldErrors for what does not exist or is somebody's
 */
export async function createPersona(
  deps: Pick<Deps, "worlds">,
  worldId: string,
  wanted: CreatePersonaBody,
): Promise<PersonaResponse> {
  const world = getWorld(deps, worldId);
  const id = wanted.as === undefined ? await addCustomer(world, wanted) : await findDemoCustomer(world.deps, wanted.as);
  const customer = await getCustomer(world.deps.db, id);
  return {
    id,
    email: customer.email ?? "",
    phone: customer.phone,
    password: wanted.as === undefined ? (wanted.password ?? DEMO_PASSWORD) : DEMO_PASSWORD,
    ...(await signIn(world, customer)),
  };
}

async function findDemoCustomer({ db }: Deps, name: string): Promise<number> {
  const account = DEMO_ACCOUNTS.find(({ email }) => email === name || email.split("@")[0] === name);
  const found = account && (await findAccountByEmail(db, canonicalEmail(account.email)));
  if (!found) throw FieldErrors.of("as", "not_choice");
  return found.id;
}

async function addCustomer(world: World, wanted: CreatePersonaBody): Promise<number> {
  const { deps } = world;
  const segmentIds = await segmentIdsOf(deps, wanted.segments ?? []);
  const setting = await getSetting(deps, "CUSTOMER_LOYALTY_CARD_SERVICE");
  const hasCard = wanted.card ?? wanted.points !== undefined;
  if (hasCard && !setting) throw FieldErrors.of("card", "invalid");
  if (wanted.points !== undefined && (!hasCard || setting?.provider !== "embedded")) {
    throw FieldErrors.of("points", "invalid");
  }
  const data = await customerData(deps, world.nextPersona(), wanted);
  const { customer, joinId } = await transact(deps.db, async (transaction) => {
    const made = await insertCustomer(transaction, data);
    const evidence = {
      at: deps.now(),
      ip: "",
      wordingVersion: deps.env.CONSENT_WORDING_VERSION,
      source: "registration",
    };
    const unasked = { emailAllowed: null, smsAllowed: null, callAllowed: null };
    const answers = { email: made.emailAllowed, sms: made.smsAllowed, call: made.callAllowed };
    await insertConsentEvents(transaction, made.id, consentChanges(unasked, answers), evidence);
    const join =
      hasCard && setting
        ? await queueRegistrationJoin(transaction, deps, setting, made, data.phoneVerifiedAt !== null)
        : null;
    return { customer: made, joinId: join };
  }).catch((error: unknown) => {
    throw takenError(error) ?? error;
  });
  for (const segmentId of segmentIds) {
    await changeMembership(deps, COMMAND_LINE, { customerId: customer.id, segmentId, isAssigned: true });
  }
  const [active] = segmentIds;
  if (active !== undefined) {
    await transact(deps.db, (transaction) => writeActiveSegment(transaction, customer.id, active, deps.now()));
  }
  if (joinId !== null) await runSync(deps, joinId, JOIN_WAIT_MS);
  if (wanted.points !== undefined) await setPoints(deps, customer, wanted.points);
  return customer.id;
}

async function customerData(deps: Deps, number: number, wanted: CreatePersonaBody) {
  const { env, now } = deps;
  const phone = wanted.phone === undefined ? `+${FIRST_NUMBER + number * NUMBER_STEP}` : wanted.phone;
  const email = wanted.email ?? `persona-${number}@world.example`;
  const isPhoneVerified = phone !== null && (wanted.phone_proved ?? true);
  return {
    ...randomUsername(),
    email,
    emailCanonical: canonicalEmail(email),
    verifiedEmail: (wanted.email_proved ?? true) ? canonicalEmail(email) : null,
    phone,
    phoneCanonical: phone && parsePhone(phone, env.DEFAULT_PHONE_REGION),
    phoneVerifiedAt: isPhoneVerified ? now() : null,
    passwordHash: await hashPassword(wanted.password ?? DEMO_PASSWORD),
    firstName: wanted.first_name ?? "Jane",
    lastName: wanted.last_name ?? `Persona ${number}`,
    gender: wanted.gender === undefined ? ("female" as const) : wanted.gender,
    dateOfBirth: wanted.date_of_birth === null ? null : new Date(wanted.date_of_birth ?? "1990-05-15"),
    emailAllowed: wanted.email_allowed ?? null,
    smsAllowed: wanted.sms_allowed ?? null,
    callAllowed: wanted.call_allowed ?? null,
    languageCode: defaultLanguageCode(wanted.language ?? "en"),
    attributes: { register_client_type: "default" },
    dateJoined: now(),
    modifiedAt: now(),
  };
}

/** @throws FieldErrors for one that does not exist */
async function segmentIdsOf({ db }: Deps, wanted: string[]): Promise<number[]> {
  const all = await readAllSegments(db);
  return wanted.map((name) => {
    const segment = all.find((one) => one.name === name || String(one.id) === name);
    if (!segment) throw FieldErrors.of("segments", "not_choice");
    return segment.id;
  });
}

/** Whatever the programme gave as a welcome. */
async function setPoints(deps: Deps, { id, email }: CustomerRow, points: number): Promise<void> {
  const event = { id: `persona-${id}`, email: email ?? "", description: "" };
  const setting = await getSetting(deps, "CUSTOMER_LOYALTY_CARD_SERVICE");
  const difference = points - (setting?.provider === "embedded" ? setting.welcome_points : 0);
  if (difference > 0) await applyPointsEvent(deps, { ...event, type: "points.credit", points: difference });
  if (difference < 0) await applyPointsEvent(deps, { ...event, type: "points.debit", points: -difference });
}

async function signIn({ id: world, deps }: World, { id, credentialsVersion }: CustomerRow) {
  const session = await startSession(deps, { sessionTokens: [] }, { customerId: id, credentialsVersion }, NOWHERE);
  if (!session) throw new Error("unreachable: nobody else changes them");
  const { token } = await issueToken(deps, id, { name: "persona", expiresAt: null });
  const { env } = deps;
  const shared = { url: env.APP_URL, secure: keepsCookiesSecure(env), sameSite: "Lax" } as const;
  const cookies = [
    { name: SESSION_COOKIE, value: session.token, httpOnly: true, ...shared },
    { name: "world", value: world, httpOnly: false, ...shared },
  ];
  return { cookies, token };
}
