import { randomBytes } from "node:crypto";
import type { Deps } from "@/lib/deps";
import { AppError, FieldErrors, NON_FIELD } from "@/lib/errors";
import { inTurn, verifyPassword } from "@/lib/identity/passwords";
import {
  type AccountRow,
  deleteApiToken,
  findAccountByEmail,
  findAccountByUsername,
  insertApiToken,
  keepNewestTokens,
  readApiTokens,
} from "@/lib/identity/store";
import { canonicalEmail } from "@/lib/profile/rules";
import { sha256, sign } from "@/lib/secrets";
import { type Device, startSession } from "@/lib/session";

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
  const token = await createApiToken(deps, customerId, { name: SIGN_IN_TOKEN, expiresAt: null });
  await keepNewestTokens(deps.db, customerId, SIGN_IN_TOKEN, SIGN_IN_TOKENS_MAX);
  return token;
}

/** What a token by sign-in is called, and how many of them a customer has: an older one ends with the next sign-in. */
const SIGN_IN_TOKEN = "Password sign-in";
const SIGN_IN_TOKENS_MAX = 20;

/**
 * Makes a personal API token.
 *
 * @param name what the customer knows it by, 1 to 100 characters
 * @returns the token, to be shown once: only its hash is kept
 */
export async function createApiToken(
  deps: Deps,
  customerId: number,
  { name, expiresAt }: { name: string; expiresAt: Date | null },
): Promise<string> {
  const token = randomBytes(32).toString("hex");
  await insertApiToken(deps.db, { tokenHash: sha256(token), customerId, name, createdAt: deps.now(), expiresAt });
  return token;
}

/** The customer's tokens, newest first, without their values. */
export function listApiTokens(deps: Deps, customerId: number) {
  return readApiTokens(deps.db, customerId);
}

/** Ends one of the customer's tokens. @throws AppError `not_found` when it is not his */
export async function revokeApiToken(deps: Deps, customerId: number, id: number): Promise<void> {
  if (!(await deleteApiToken(deps.db, customerId, id))) throw new AppError("not_found");
}

/** The customer whose password this is. @throws as signInWithPassword, and AppError `unavailable` under a flood */
function checkPassword(deps: Deps, credentials: { name: string; password: string }, ip: string): Promise<number> {
  return inTurn(() => attemptPassword(deps, credentials, ip));
}

/**
 * Failures count per account before the password is looked at, so that parallel guesses cannot slip through; the
 * right password clears the count, and a wrong one that was tried before gives its point back.
 */
async function attemptPassword(
  deps: Deps,
  { name, password }: { name: string; password: string },
  ip: string,
): Promise<number> {
  if (ip !== "unknown") await deps.limits.consume("loginAttemptsPerIp", ip);
  const account = await findAccount(deps, name);
  const subject = account ? `id:${account.id}` : `name:${sign("login-failure", canonicalEmail(name)).slice(0, 32)}`;
  await deps.limits.consume("loginFailuresPerAccount", subject);
  if (account?.isActive && (await verifyPassword(account.passwordHash, password))) {
    await deps.limits.reset("loginFailuresPerAccount", subject);
    return account.id;
  }
  if (!account?.isActive) await verifyPassword(null, password);
  // Twelve hex digits: enough to recognise a repetition, too few to confirm a guess of what was typed.
  const attempt = sign("login-failure", `${subject}\n${password}`).slice(0, 12);
  if (!(await deps.limits.tryConsume("sameWrongPassword", `${subject}:${attempt}`))) {
    await deps.limits.giveBack("loginFailuresPerAccount", subject);
  }
  throw FieldErrors.of(NON_FIELD, "sign_in");
}

/** An address decides before a username: nobody takes over an address by calling himself so. */
async function findAccount(deps: Deps, name: string): Promise<AccountRow | null> {
  const byEmail = name.includes("@") ? await findAccountByEmail(deps.db, canonicalEmail(name)) : null;
  return byEmail ?? findAccountByUsername(deps.db, name);
}
