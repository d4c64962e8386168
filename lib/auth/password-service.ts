import { isKnownDevice } from "@/lib/auth/device-service";
import { type CustomerActor, canonicalUsername } from "@/lib/auth/rules";
import { type AccountRow, findAccountByEmail, findAccountById, findAccountByUsername } from "@/lib/auth/store";
import { canonicalEmail } from "@/lib/contact/rules";
import type { Deps } from "@/lib/deps";
import { FieldErrors, NON_FIELD } from "@/lib/platform/errors";
import type { LimitPoint } from "@/lib/platform/limits";
import { verifyPassword, withConcurrencyLimit } from "@/lib/platform/password-hash";
import type { RequestContext } from "@/lib/platform/request-context";
import { sign } from "@/lib/platform/secrets";

export type PasswordCredentials = {
  /** E-mail address or username. */
  name: string;
  password: string;
};

/** Whose password it was, and the state of the credentials that it was checked against. */
export type CheckedCredentials = { customerId: number; credentialsVersion: number };

/**
 * Asks for the actor's own password, under the limits of a sign-in from a known device.
 * @param field under which the error is answered @throws FieldErrors; AppError `throttled`
 */
export function assertOwnPassword(
  deps: Deps,
  { customer }: CustomerActor,
  password: string,
  field: string,
): Promise<CheckedCredentials> {
  return withConcurrencyLimit(async () => {
    const account = await findAccountById(deps.db, customer.id);
    const isCorrect = await tryPassword(deps, account, ownFailures(customer.id), password);
    if (!isCorrect || !account) throw FieldErrors.of(field, "password_wrong");
    return { customerId: account.id, credentialsVersion: account.credentialsVersion };
  });
}

/** @throws FieldErrors, the same for every reason; AppError `throttled`, `unavailable` under a flood */
export function checkPassword(
  deps: Deps,
  { name, password }: PasswordCredentials,
  context: RequestContext,
): Promise<CheckedCredentials> {
  return withConcurrencyLimit(async () => {
    await deps.limits.consume(["loginAttemptsPerNetwork", context.network]);
    const account = await findAccount(deps, name);
    const isKnown = await isKnownDevice(deps, account?.id ?? null, context);
    const failures = account && isKnown ? ownFailures(account.id) : strangersFailures(account, name);
    const isCorrect = await tryPassword(deps, account, failures, password);
    if (!isCorrect || !account) throw FieldErrors.of(NON_FIELD, "sign_in");
    return { customerId: account.id, credentialsVersion: account.credentialsVersion };
  });
}

/** What the owner's own sessions and known devices get wrong: no stranger can use it up. */
function ownFailures(customerId: number): LimitPoint {
  return ["loginFailuresOnKnownDevices", `id:${customerId}`];
}

function strangersFailures(account: AccountRow | null, name: string): LimitPoint {
  return ["loginFailuresByStrangers", account ? `id:${account.id}` : `name:${nameKey(name)}`];
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
  const isCorrect = await verifyPassword(account?.isActive ? account.passwordHash : null, password);
  if (isCorrect) {
    await deps.limits.reset(limit, subject);
    return true;
  }
  // Twelve hex digits: enough to recognise a repetition, too few to confirm a guess of what was typed.
  const attempt = sign("login-failure", `${subject}\n${password}`).slice(0, 12);
  if (!(await deps.limits.tryConsume("sameWrongPassword", `${limit}:${subject}:${attempt}`))) await taken.refund();
  return false;
}

/** An address decides before a username: nobody takes over an address by choosing it as a name. */
async function findAccount(deps: Deps, name: string): Promise<AccountRow | null> {
  const byEmail = name.includes("@") ? await findAccountByEmail(deps.db, canonicalEmail(name)) : null;
  return byEmail ?? findAccountByUsername(deps.db, name);
}

function nameKey(name: string): string {
  return sign("login-failure", canonicalUsername(canonicalEmail(name))).slice(0, 32);
}
