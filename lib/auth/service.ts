import { randomBytes } from "node:crypto";
import { type Device, startSession } from "@/lib/auth/session-service";
import {
  type AccountRow,
  type ApiTokenRow,
  deleteApiToken,
  findAccountByEmail,
  findAccountById,
  findAccountByUsername,
  findIdByProvedPhone,
  insertApiToken,
  keepNewestTokens,
  readApiTokens,
  SIGN_IN_TOKEN,
} from "@/lib/auth/store";
import type { Deps } from "@/lib/deps";
import { AppError, FieldErrors, NON_FIELD } from "@/lib/platform/errors";
import type { Language } from "@/lib/platform/i18n/languages";
import { verifyPassword, withConcurrencyLimit } from "@/lib/platform/password-hash";
import { sha256, sign } from "@/lib/platform/secrets";
import { canonicalEmail, canonicalPhone } from "@/lib/profile/rules";
import { type Answer, getIntent, type Holder, proveByCode, provePhone } from "@/lib/verification/service";
import type { VerificationRow } from "@/lib/verification/store";

/**
 * Signs a customer in by e-mail (or username) and password and starts a session.
 *
 * @param replaced session tokens the request carried: they end here
 * @returns the session token for the cookie
 * @throws FieldErrors, the same for every reason; AppError `throttled` after too many failures
 */
export async function signInWithPassword(
  deps: Deps,
  credentials: { name: string; password: string },
  { device, replaced }: { device: Device; replaced: readonly string[] },
): Promise<string> {
  const customerId = await checkPassword(deps, credentials, device.ip);
  return startSession(deps, { customerId, device, replaced });
}

/**
 * Signs a client in by username (or e-mail) and password and gives it an API token.
 *
 * @returns the token, this once
 * @throws as signInWithPassword
 */
export async function signInForToken(
  deps: Deps,
  credentials: { name: string; password: string },
  device: Device,
): Promise<string> {
  const customerId = await checkPassword(deps, credentials, device.ip);
  return createSignInToken(deps, customerId);
}

/** How many tokens by sign-in a customer has: an older one ends with the next sign-in. */
const SIGN_IN_TOKENS_MAX = 20;

/** The token that a sign-in by password or code gives a client. */
export async function createSignInToken(deps: Deps, customerId: number): Promise<string> {
  const { token } = await createApiToken(deps, customerId, { name: SIGN_IN_TOKEN, expiresAt: null });
  await keepNewestTokens(deps.db, customerId, SIGN_IN_TOKEN, SIGN_IN_TOKENS_MAX);
  return token;
}

/**
 * Makes a personal API token.
 *
 * @param name what the customer knows it by, 1 to 100 characters
 * @param clientType which kind of client holds it, for settings by client type; null for none in particular
 * @returns the token, to be shown once since only its hash is kept, and its row
 */
export async function createApiToken(
  deps: Deps,
  customerId: number,
  { name, expiresAt, clientType = null }: { name: string; expiresAt: Date | null; clientType?: string | null },
): Promise<{ token: string; row: ApiTokenRow }> {
  const token = randomBytes(32).toString("hex");
  const tokenHash = sha256(token);
  const createdAt = deps.now();
  const row = await insertApiToken(deps.db, { tokenHash, customerId, name, createdAt, expiresAt, clientType });
  return { token, row };
}

/** The customer's tokens, newest first, without their values. */
export function listApiTokens(deps: Deps, customerId: number) {
  return readApiTokens(deps.db, customerId);
}

/** Ends one of the customer's tokens. @throws AppError `not_found` when it is not his */
export async function revokeApiToken(deps: Deps, customerId: number, id: number): Promise<void> {
  if (!(await deleteApiToken(deps.db, customerId, id))) throw new AppError("not_found");
}

/**
 * Makes sure that a signed-in customer knows his password, under the same limits as a sign-in.
 *
 * @param field where the fault is told
 * @throws FieldErrors; AppError `throttled` after too many failures
 */
export function assertOwnPassword(deps: Deps, customerId: number, password: string, field: string): Promise<void> {
  return withConcurrencyLimit(async () => {
    const account = await findAccountById(deps.db, customerId);
    const isRight = await tryPassword(deps, account, `id:${customerId}`, password);
    if (!isRight) throw FieldErrors.of(field, "password_wrong");
  });
}

/**
 * One step of a sign-in by SMS code (POST /users/otp-login/). Only a number that was proved opens its account: an
 * unproved one may have been mistyped by somebody else. A number without an account gets a notice instead of a code,
 * and the caller the same answers.
 *
 * @returns where the dialogue stands, or the new session's token
 * @throws FieldErrors on `phone`; AppError as provePhone
 */
export async function signInWithCode(
  deps: Deps,
  { holder, language, device, replaced }: Visitor,
  { phone: written, answer }: { phone: string; answer: Answer },
): Promise<SignInStep> {
  const phone = canonicalPhone(written, deps.env.DEFAULT_PHONE_REGION);
  if (phone === null) throw FieldErrors.of("phone", "phone");
  const customerId = await findIdByProvedPhone(deps.db, phone);
  const notice = customerId === null ? "no_account" : null;
  const dialogue = { ...SIGN_IN, holder, phone, customerId, notice, language, intent: { phone: written } } as const;
  const result = await provePhone(deps, dialogue, answer);
  if (result.step !== "proven") return result;
  if (customerId === null) throw new AppError("sms_verification_100_4");
  await result.proof.consume(deps.db);
  return { step: "done", token: await startSession(deps, { customerId, device, replaced }) };
}

const SIGN_IN = { purpose: "sign_in", confirmation: null, field: "phone" } as const;

/** Goes on with the sign-in that this holder's open dialogue is about. @throws as signInWithCode */
export async function continueSignIn(deps: Deps, visitor: Visitor, answer: Answer): Promise<SignInStep> {
  const { phone } = await getIntent<{ phone: string }>(deps, visitor.holder, "sign_in");
  return signInWithCode(deps, visitor, { phone, answer });
}

/** Somebody who is about to be signed in. */
export type Visitor = {
  holder: Holder;
  language: Language;
  device: Device;
  /** Session tokens the request carried: they end with the sign-in. */
  replaced: readonly string[];
};

export type SignInStep = { step: "sent" | "resent"; verification: VerificationRow } | { step: "done"; token: string };

/**
 * Sends the code for a token (POST /api/shop/customers/auth/otp/signin). Its clients keep no cookie: they are known by
 * their address and name.
 *
 * @throws FieldErrors on `mobile_number`; AppError as provePhone
 */
export async function askForTokenCode(
  deps: Deps,
  { device, language }: { device: Device; language: Language },
  { phone: written, resend }: { phone: string; resend: boolean },
): Promise<{ step: "sent" | "resent"; verification: VerificationRow }> {
  const phone = canonicalPhone(written, deps.env.DEFAULT_PHONE_REGION);
  if (phone === null) throw FieldErrors.of("mobile_number", "phone");
  const customerId = await findIdByProvedPhone(deps.db, phone);
  const result = await provePhone(
    deps,
    {
      purpose: "token_sign_in",
      holder: clientHolder(device),
      phone,
      confirmation: null,
      customerId,
      notice: customerId === null ? "no_account" : null,
      intent: null,
      field: "mobile_number",
      language,
    },
    { resend },
  );
  if (result.step === "proven") throw new Error("unreachable: no code was given");
  return result;
}

/**
 * Gives a token to the client whose pending sign-in this code answers (POST /api/shop/customers/auth/otp/verify).
 *
 * @param code as a number it has lost its leading zeros
 * @returns the token, this once
 * @throws AppError as provePhone
 */
export async function signInForTokenWithCode(deps: Deps, device: Device, code: string): Promise<string> {
  const { phone, proof } = await proveByCode(
    deps,
    { holder: clientHolder(device), purpose: "token_sign_in" },
    code.padStart(deps.env.OTP_LENGTH, "0"),
    (number) => findIdByProvedPhone(deps.db, number),
  );
  const customerId = await findIdByProvedPhone(deps.db, phone);
  if (customerId === null) throw new AppError("sms_verification_100_4");
  await proof.consume(deps.db);
  return createSignInToken(deps, customerId);
}

function clientHolder({ ip, userAgent }: Device): Holder & { kind: "client" } {
  return { kind: "client", key: sign("client", `${ip}\n${userAgent ?? ""}`).slice(0, 32) };
}

/** The customer whose password this is. @throws as signInWithPassword, and AppError `unavailable` under a flood */
function checkPassword(deps: Deps, credentials: { name: string; password: string }, ip: string): Promise<number> {
  return withConcurrencyLimit(async () => {
    if (ip !== "unknown") await deps.limits.consume("loginAttemptsPerIp", ip);
    const account = await findAccount(deps, credentials.name);
    const subject = account ? `id:${account.id}` : `name:${nameKey(credentials.name)}`;
    const isRight = await tryPassword(deps, account, subject, credentials.password);
    if (!isRight || !account) throw FieldErrors.of(NON_FIELD, "sign_in");
    return account.id;
  });
}

function nameKey(name: string): string {
  return sign("login-failure", canonicalEmail(name)).slice(0, 32);
}

/**
 * Failures count per account before the password is looked at, so that parallel guesses cannot slip through; the
 * right password clears the count, and a wrong one that was tried before gives its point back.
 */
async function tryPassword(
  deps: Deps,
  account: AccountRow | null,
  subject: string,
  password: string,
): Promise<boolean> {
  await deps.limits.consume("loginFailuresPerAccount", subject);
  const isRight = await verifyPassword(account?.isActive ? account.passwordHash : null, password);
  if (isRight) {
    await deps.limits.reset("loginFailuresPerAccount", subject);
    return true;
  }
  // Twelve hex digits: enough to recognise a repetition, too few to confirm a guess of what was typed.
  const attempt = sign("login-failure", `${subject}\n${password}`).slice(0, 12);
  if (!(await deps.limits.tryConsume("sameWrongPassword", `${subject}:${attempt}`))) {
    await deps.limits.giveBack("loginFailuresPerAccount", subject);
  }
  return false;
}

/** An address decides before a username: nobody takes over an address by calling himself so. */
async function findAccount(deps: Deps, name: string): Promise<AccountRow | null> {
  const byEmail = name.includes("@") ? await findAccountByEmail(deps.db, canonicalEmail(name)) : null;
  return byEmail ?? findAccountByUsername(deps.db, name);
}
