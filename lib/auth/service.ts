import { checkPassword, type PasswordCredentials } from "@/lib/auth/password-service";
import type { Actor, ChallengeHolder } from "@/lib/auth/rules";
import { startSession } from "@/lib/auth/session-service";
import { createSignInToken } from "@/lib/auth/token-service";
import { parsePhone } from "@/lib/contact/rules";
import type { Deps } from "@/lib/deps";
import { AppError } from "@/lib/platform/errors";
import type { RequestContext } from "@/lib/platform/request-context";
import { sign } from "@/lib/platform/secrets";
import { type Grant, type PendingStep, type Submission, verifyByCode, verifyPhone } from "@/lib/verification/service";

export type SignInStep = PendingStep | { step: "done"; token: string };

/**
 * Signs a customer in and starts a session. @returns the session token for the cookie
 * @throws FieldErrors, the same for every reason; AppError `throttled`, `unavailable` under a flood
 */
export async function signInWithPassword(
  deps: Deps,
  actor: Actor,
  credentials: PasswordCredentials,
  context: RequestContext,
): Promise<string> {
  const customerId = await checkPassword(deps, credentials, context);
  return startSession(deps, actor, { customerId }, context);
}

/** Signs a client in. @returns its API token, this once @throws as signInWithPassword */
export async function signInForToken(
  deps: Deps,
  credentials: PasswordCredentials,
  context: RequestContext,
): Promise<string> {
  return createSignInToken(deps, await checkPassword(deps, credentials, context));
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
  return { step: "done", token: await startVerifiedSession(deps, actor, {}, step.grant, context) };
}

/** @throws AppError `sms_verification_100_4` when the number has no account */
export async function startVerifiedSession(
  deps: Deps,
  actor: ChallengeHolder,
  _payload: object,
  grant: Grant,
  context: RequestContext,
): Promise<string> {
  if (grant.customerId === null) throw new AppError("sms_verification_100_4");
  await grant.consume(deps.db);
  return startSession(deps, actor, { customerId: grant.customerId }, context);
}

/**
 * Sends the code for a token. Its clients keep no cookie: their address and name identify them.
 * @throws FieldErrors on `mobile_number`; AppError as verifyPhone
 */
export async function requestTokenCode(
  deps: Deps,
  { phone, resend }: { phone: string; resend: boolean },
  context: RequestContext,
): Promise<PendingStep> {
  const challenge = {
    purpose: "token_sign_in",
    phone: parsePhone(phone, deps.env.DEFAULT_PHONE_REGION, "mobile_number"),
    payload: null,
  } as const;
  const step = await verifyPhone(deps, cookielessClient(context), challenge, { resend }, context);
  if (step.step === "verified") throw new Error("unreachable: no code was submitted");
  return step;
}

/**
 * Gives a token to the client whose pending sign-in this code answers.
 * @param code as a number it has lost its leading zeros @returns the token, this once @throws AppError as verifyPhone
 */
export async function signInForTokenWithCode(deps: Deps, code: string, context: RequestContext): Promise<string> {
  const digits = code.padStart(deps.env.OTP_LENGTH, "0");
  const grant = await verifyByCode(deps, cookielessClient(context), "token_sign_in", digits);
  if (grant.customerId === null) throw new AppError("sms_verification_100_4");
  await grant.consume(deps.db);
  return createSignInToken(deps, grant.customerId);
}

function cookielessClient({ ip, userAgent }: RequestContext): ChallengeHolder & { access: { kind: "client" } } {
  const key = sign("client", `${ip}\n${userAgent ?? ""}`).slice(0, 32);
  return { customer: null, access: { kind: "client", key }, signedInAt: null, sessionTokens: [] };
}
