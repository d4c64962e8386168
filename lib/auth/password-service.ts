import { type CustomerActor, sessionIdOf } from "@/lib/auth/rules";
import { type AccountRow, findAccountByEmail, findAccountById, findAccountByUsername } from "@/lib/auth/store";
import { canonicalEmail } from "@/lib/contact/rules";
import type { Deps } from "@/lib/deps";
import { FieldErrors, NON_FIELD } from "@/lib/platform/errors";
import { verifyPassword, withConcurrencyLimit } from "@/lib/platform/password-hash";
import type { RequestContext } from "@/lib/platform/request-context";
import { sign } from "@/lib/platform/secrets";

export type PasswordCredentials = {
  /** E-mail address or username. */
  name: string;
  password: string;
};

/**
 * Lets a sensitive change go on only right after a sign-in, or with the password.
 * @throws FieldErrors on `password` when it is needed or wrong; AppError `throttled`
 */
export async function assertFreshSignIn(deps: Deps, actor: CustomerActor, password: string | undefined): Promise<void> {
  if (password !== undefined) return assertOwnPassword(deps, actor, password, "password");
  const ageMs = deps.now().getTime() - actor.signedInAt.getTime();
  // A token shows who made it, not who holds it now.
  if (sessionIdOf(actor) !== null && ageMs < deps.env.FRESH_SIGN_IN_SECONDS * 1000) return;
  throw FieldErrors.of("password", "password_needed");
}

/**
 * Asks for the actor's own password, under the limits of a sign-in.
 * @param field under which the error is answered @throws FieldErrors; AppError `throttled`
 */
export function assertOwnPassword(
  deps: Deps,
  { customer }: CustomerActor,
  password: string,
  field: string,
): Promise<void> {
  return withConcurrencyLimit(async () => {
    const account = await findAccountById(deps.db, customer.id);
    const isCorrect = await tryPassword(deps, account, `id:${customer.id}`, password);
    if (!isCorrect) throw FieldErrors.of(field, "password_wrong");
  });
}

/**
 * @returns the customer's id
 * @throws FieldErrors, the same for every reason; AppError `throttled`, `unavailable` under a flood
 */
export function checkPassword(
  deps: Deps,
  { name, password }: PasswordCredentials,
  { ip }: RequestContext,
): Promise<number> {
  return withConcurrencyLimit(async () => {
    if (ip !== "unknown") await deps.limits.consume("loginAttemptsPerIp", ip);
    const account = await findAccount(deps, name);
    const subject = account ? `id:${account.id}` : `name:${nameKey(name)}`;
    const isCorrect = await tryPassword(deps, account, subject, password);
    if (!isCorrect || !account) throw FieldErrors.of(NON_FIELD, "sign_in");
    return account.id;
  });
}

/**
 * Counts a failure before looking at the password, so that parallel guesses cannot slip through. The right password
 * clears the count; a wrong one that was tried before refunds its point.
 */
async function tryPassword(
  deps: Deps,
  account: AccountRow | null,
  subject: string,
  password: string,
): Promise<boolean> {
  await deps.limits.consume("loginFailuresPerAccount", subject);
  const isCorrect = await verifyPassword(account?.isActive ? account.passwordHash : null, password);
  if (isCorrect) {
    await deps.limits.reset("loginFailuresPerAccount", subject);
    return true;
  }
  // Twelve hex digits: enough to recognise a repetition, too few to confirm a guess of what was typed.
  const attempt = sign("login-failure", `${subject}\n${password}`).slice(0, 12);
  if (!(await deps.limits.tryConsume("sameWrongPassword", `${subject}:${attempt}`))) {
    await deps.limits.refund("loginFailuresPerAccount", subject);
  }
  return false;
}

/** An address decides before a username: nobody takes over an address by choosing it as a name. */
async function findAccount(deps: Deps, name: string): Promise<AccountRow | null> {
  const byEmail = name.includes("@") ? await findAccountByEmail(deps.db, canonicalEmail(name)) : null;
  return byEmail ?? findAccountByUsername(deps.db, name);
}

function nameKey(name: string): string {
  return sign("login-failure", canonicalEmail(name)).slice(0, 32);
}
