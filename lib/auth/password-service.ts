import type { Proof } from "@/lib/auth/actor-service";
import { isKnownDevice } from "@/lib/auth/device-service";
import { type CustomerActor, canonicalUsername, isFresh } from "@/lib/auth/rules";
import {
  type AccountRow,
  findAccountByEmail,
  findAccountById,
  findAccountByPhone,
  findAccountByUsername,
  hasCredentials,
  replacePasswordHash,
} from "@/lib/auth/store";
import { canonicalEmail } from "@/lib/contact/email-rules";
import { canonicalPhone } from "@/lib/contact/phone-rules";
import type { Deps } from "@/lib/deps";
import type { DbTransaction } from "@/lib/platform/db";
import { AppError, FieldErrors, NON_FIELD } from "@/lib/platform/errors";
import type { LimitPoint } from "@/lib/platform/limits";
import { levelRefusal, renewHash, verifyPassword, withConcurrencyLimit } from "@/lib/platform/password-hash";
import type { RequestContext } from "@/lib/platform/request-context";
import { sign } from "@/lib/platform/secrets";

export type PasswordCredentials = {
  /** Email address, verified phone or username. */
  name: string;
  password: string;
};

/** Whose password it was, and the state of the credentials that it was checked against. */
export type CheckedCredentials = { customerId: number; credentialsVersion: number };

/**
 * Asks for the actor's own password, under the limits of a sign-in from a known device. Where the account asks for a
 * passkey, a password shows too little: the sign-in must be fresh besides.
 * @param field under which the error is answered @throws FieldErrors; AppError `fresh_sign_in_required`, `throttled`
 * @returns its proof, which fails in the same way once the credentials have changed
 */
export function assertOwnPassword(
  deps: Deps,
  actor: CustomerActor,
  password: string,
  field: string,
): Promise<CheckedCredentials & Proof> {
  const { customer } = actor;
  const refusal = FieldErrors.of(field, "password_wrong");
  return withConcurrencyLimit(async () => {
    if (customer.requiresPasskey && !isFresh(actor, deps.now(), deps.env.FRESH_SIGN_IN_SECONDS)) {
      throw new AppError("fresh_sign_in_required");
    }
    const account = await findAccountById(deps.db, customer.id);
    const isCorrect = await tryPassword(deps, account, ownFailures(customer.id), password);
    if (!isCorrect || !account) throw refusal;
    const checked = { customerId: account.id, credentialsVersion: account.credentialsVersion };
    return {
      ...checked,
      async consume(transaction: DbTransaction) {
        if (!(await hasCredentials(transaction, checked))) throw refusal;
      },
    };
  });
}

/** @throws FieldErrors, the same for every reason; AppError `throttled`, `unavailable` under a flood */
export function checkPassword(
  deps: Deps,
  { name, password }: PasswordCredentials,
  context: RequestContext,
): Promise<CheckedCredentials> {
  const claim = { find: () => findAccount(deps, name), name, password, refusal: FieldErrors.of(NON_FIELD, "sign_in") };
  return checkClaim(deps, claim, context);
}

/**
 * Asks for the password of the account whose number was just verified, under the limits of a sign-in.
 * @throws FieldErrors on `password`; AppError as checkPassword
 */
export function checkPasswordOf(
  deps: Deps,
  customerId: number,
  password: string,
  context: RequestContext,
): Promise<CheckedCredentials> {
  const refusal = FieldErrors.of("password", "password_wrong");
  return checkClaim(deps, { find: () => findAccountById(deps.db, customerId), name: "", password, refusal }, context);
}

/** What somebody not signed in says of an account. */
type Claim = { find: () => Promise<AccountRow | null>; name: string; password: string; refusal: FieldErrors };

async function checkClaim(
  deps: Deps,
  { find, name, password, refusal }: Claim,
  context: RequestContext,
): Promise<CheckedCredentials> {
  let compared: string | null = null;
  const checked = await withConcurrencyLimit(async () => {
    await deps.limits.consume(["loginAttemptsPerNetwork", context.network]);
    const account = await find();
    const isKnown = await isKnownDevice(deps, account?.id ?? null, context);
    const failures = account && isKnown ? ownFailures(account.id) : strangersFailures(deps, account, name);
    compared = hashOf(account);
    const isCorrect = await tryPassword(deps, account, failures, password);
    if (!isCorrect || !account) return null;
    return { customerId: account.id, credentialsVersion: account.credentialsVersion };
  });
  if (checked) return checked;
  await levelRefusal(compared);
  throw refusal;
}

/** What the owner's own sessions and known devices get wrong: no stranger can use it up. */
function ownFailures(customerId: number): LimitPoint {
  return ["loginFailuresOnKnownDevices", `id:${customerId}`];
}

function strangersFailures({ env }: Deps, account: AccountRow | null, name: string): LimitPoint {
  if (account) return ["loginFailuresByStrangers", `id:${account.id}`];
  const spelled = findPhone(name, env.DEFAULT_PHONE_REGION) ?? canonicalUsername(canonicalEmail(name));
  return ["loginFailuresByStrangers", `name:${sign("login-failure", spelled).slice(0, 32)}`];
}

/**
 * Counts a failure before looking at the password, so that parallel guesses cannot slip through. The right password
 * clears the count; a wrong one that was tried before refunds its point.
 */
async function tryPassword(
  deps: Deps,
  account: AccountRow | null,
  failures: LimitPoint,
  password: string,
): Promise<boolean> {
  const [limit, subject] = failures;
  const taken = await deps.limits.consume(failures);
  const isCorrect = await verifyPassword(hashOf(account), password);
  if (isCorrect) {
    await deps.limits.reset(limit, subject);
    if (account) await keepOwnHash(deps, account, password);
    return true;
  }
  // Twelve hex digits: enough to recognise a repetition, too few to confirm a guess of what was typed.
  const attempt = sign("login-failure", `${subject}\n${password}`).slice(0, 12);
  if (!(await deps.limits.tryConsume("sameWrongPassword", `${limit}:${subject}:${attempt}`))) await taken.refund();
  return false;
}

function hashOf(account: AccountRow | null): string | null {
  return account?.isActive ? account.passwordHash : null;
}

/** A hash that came with its customer from another shop system gives way to one of ours. */
async function keepOwnHash(deps: Deps, { id, passwordHash: former }: AccountRow, password: string): Promise<void> {
  const renewed = former && (await renewHash(former, password));
  if (renewed) await replacePasswordHash(deps.db, id, { former, renewed });
}

/** An address or a number decides before a username: nobody takes one over by choosing it as a name. */
async function findAccount({ db, env }: Deps, name: string): Promise<AccountRow | null> {
  const phone = findPhone(name, env.DEFAULT_PHONE_REGION);
  const byContact = name.includes("@")
    ? await findAccountByEmail(db, canonicalEmail(name))
    : phone && (await findAccountByPhone(db, phone));
  return byContact || findAccountByUsername(db, name);
}

/** libphonenumber reads letters as keypad digits; here they make a name. */
function findPhone(name: string, region: string): string | null {
  return /\p{L}/u.test(name) ? null : canonicalPhone(name, region);
}
