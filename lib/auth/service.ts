import { type CheckedCredentials, checkPassword, type PasswordCredentials } from "@/lib/auth/password-service";
import { type Access, type Actor, type ChallengeHolder, isLongHeld } from "@/lib/auth/rules";
import { type StartedSession, startSession, startSessionWithin, startUsualSession } from "@/lib/auth/session-service";
import { parsePhone } from "@/lib/contact/phone-rules";
import type { PhoneAccount } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { countOutcome } from "@/lib/metrics";
import { deliverSoon } from "@/lib/notifications/service";
import { transact } from "@/lib/platform/database/transact";
import { DAY_MS } from "@/lib/platform/dates";
import { AppError, FieldErrors, NON_FIELD } from "@/lib/platform/errors";
import type { RequestContext } from "@/lib/platform/request-context";
import { signatures } from "@/lib/platform/secrets";
import { type Grant, verifyByCode } from "@/lib/verification/guess-service";
import { type PendingStep, type Submission, verifyPhone } from "@/lib/verification/service";

export type SignInStep = PendingStep | { step: "done"; session: StartedSession };

type Carrier = "cookie" | "token";

/**
 * Signs a customer in and starts a session. @param kind how its token is presented
 * @throws FieldErrors, the same for every reason; AppError `throttled`, `unavailable` under a flood
 */
export function signInWithPassword(
  deps: Deps,
  actor: Pick<Actor, "sessionTokens">,
  credentials: PasswordCredentials,
  context: RequestContext,
  kind: Carrier = "cookie",
): Promise<StartedSession> {
  return countOutcome(deps.metrics.signIns, { way: "password" }, async () => {
    const checked: CheckedCredentials = await checkPassword(deps, credentials, context);
    const session = await startSession(deps, actor, { ...checked, kind }, context);
    // The password was changed while it was checked.
    if (!session) throw FieldErrors.of(NON_FIELD, "sign_in");
    return session;
  });
}

/** Signs a client in. @returns its token, this once @throws as signInWithPassword */
export async function signInForToken(
  deps: Deps,
  credentials: PasswordCredentials,
  context: RequestContext,
): Promise<string> {
  return (await signInWithPassword(deps, { sessionTokens: [] }, credentials, context, "token")).token;
}

/**
 * One step of a sign-in by SMS code. Only a verified number opens its account: an unverified one may be a typing error.
 * A number without an account gets an alert instead of a code, and the caller the same answers.
 * @throws FieldErrors on `phone`; AppError as verifyPhone
 */
export async function signInWithCode(
  deps: Deps,
  actor: ChallengeHolder,
  { phone, ...submission }: { phone: string } & Submission,
  context: RequestContext,
): Promise<SignInStep> {
  const challenge = {
    purpose: "sign_in",
    phone: parsePhone(phone, deps.env.DEFAULT_PHONE_REGION),
    payload: {},
  } as const;
  const step = await verifyPhone(deps, actor, challenge, submission, context);
  if (step.step !== "verified") return step;
  return { step: "done", session: await startVerifiedSession(deps, actor, {}, step.grant, context) };
}

/**
 * @throws AppError `sms_verification_100_4` when the number opens no account, or no longer, `account_dormant` when it may
 *   be somebody else's by now
 */
export function startVerifiedSession(
  deps: Deps,
  actor: Pick<Actor, "sessionTokens">,
  _payload: object,
  grant: Grant,
  context: RequestContext,
  kind: Carrier = "cookie",
): Promise<StartedSession> {
  return countOutcome(deps.metrics.signIns, { way: "code" }, () => startByGrant(deps, actor, grant, context, kind));
}

async function startByGrant(
  deps: Deps,
  actor: Pick<Actor, "sessionTokens">,
  { account, code, consume }: Grant,
  context: RequestContext,
  kind: Carrier,
): Promise<StartedSession> {
  if (account === null) throw new AppError("sms_verification_100_4");
  if (isDormant(deps, account)) throw new AppError("account_dormant");
  const { id: customerId, credentialsVersion, phoneChangedAt } = account;
  const isFresh = isLongHeld(phoneChangedAt, deps.now(), deps.env.FRESH_SIGN_IN_SECONDS);
  const signIn = { customerId, credentialsVersion, isFresh, kind };
  const usual = code && (await startUsualSession(deps, actor, { ...signIn, code }, context));
  if (usual) return usual;
  const session = await transact(deps.db, async (transaction) => {
    await consume(transaction);
    const started = await startSessionWithin(transaction, deps, actor, signIn, context);
    // The number was changed while the code was checked.
    if (!started) throw new AppError("sms_verification_100_4");
    return started;
  });
  if (session.isTold) deliverSoon(deps);
  return session;
}

/** Its number may be somebody else's by now; a customer with a proved address can come back by that. */
function isDormant({ env, now }: Deps, { verifiedEmail, lastLogin, dateJoined }: PhoneAccount): boolean {
  const lastSeen = lastLogin ?? dateJoined;
  return verifiedEmail !== null && now().getTime() - lastSeen.getTime() > env.DORMANT_DAYS * DAY_MS;
}

/**
 * Sends the code for a token. Its clients keep no cookie: their address and name identify them.
 * @throws FieldErrors on `mobile_number`; AppError as verifyPhone
 */
export async function requestTokenCode(
  deps: Deps,
  actor: ChallengeHolder,
  { phone, resend }: { phone: string; resend: boolean },
  context: RequestContext,
): Promise<PendingStep> {
  const challenge = {
    purpose: "token_sign_in",
    phone: parsePhone(phone, deps.env.DEFAULT_PHONE_REGION, "mobile_number"),
    payload: null,
  } as const;
  const client = { ...actor, access: clientAccess(context) };
  const step = await verifyPhone(deps, client, challenge, { resend }, context);
  if (step.step === "verified") throw new Error("unreachable: no code was submitted");
  return step;
}

/**
 * Gives a token to the client whose pending sign-in this code answers.
 * @returns the token, this once @throws AppError as verifyPhone
 */
export async function signInForTokenWithCode(deps: Deps, code: string, context: RequestContext): Promise<string> {
  const grant = await verifyByCode(deps, clientAccess(context), "token_sign_in", code);
  return (await startVerifiedSession(deps, { sessionTokens: [] }, {}, grant, context, "token")).token;
}

function clientAccess({ ip, userAgent }: RequestContext): Extract<Access, { kind: "client" }> {
  const [key, ...formerKeys] = signatures("client", `${ip}\n${userAgent ?? ""}`);
  const cut = (signature: string) => signature.slice(0, 32);
  return { kind: "client", key: cut(key), formerKeys: formerKeys.map(cut) };
}
