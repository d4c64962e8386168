import { recordActivity } from "@/lib/activity/store";
import { lockActor } from "@/lib/auth/actor-service";
import { assertFreshSignIn } from "@/lib/auth/fresh-sign-in-service";
import { countPasskeys } from "@/lib/auth/passkey-store";
import { checkPasswordOf } from "@/lib/auth/password-service";
import { endAccess } from "@/lib/auth/revocation-service";
import { type ChallengeHolder, type CustomerActor, sessionIdOf } from "@/lib/auth/rules";
import { type StartedSession, startSessionWithin } from "@/lib/auth/session-service";
import { getRecoverable, writeCredentials } from "@/lib/credentials/store";
import { hasWayBack } from "@/lib/customers/rules";
import { lockCustomer } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { countOutcome } from "@/lib/metrics";
import { queueMailAlert } from "@/lib/notifications/alert-service";
import { deliverSoon } from "@/lib/notifications/service";
import { transact } from "@/lib/platform/database/transact";
import type { DbTransaction } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { NOWHERE, type RequestContext } from "@/lib/platform/request-context";
import { resumeChallenge } from "@/lib/verification/service";

/*
 * Accounts that ask for a passkey: neither a password nor a code alone signs anybody in. Both together do, for whoever has
 * lost the passkey (decision 21).
 */

/**
 * Has the account ask for a passkey, or no longer. Asking ends all other sign-ins; the owner is told of both.
 * @throws as assertFreshSignIn, lockActor; AppError `passkey_not_enough` while a passkey or a way back is missing
 */
export async function setPasskeyRequired(
  deps: Deps,
  actor: CustomerActor,
  isRequired: boolean,
  context: RequestContext,
): Promise<void> {
  await assertFreshSignIn(deps, actor);
  const { id } = actor.customer;
  await transact(deps.db, async (transaction) => {
    await lockActor(transaction, actor);
    await writeRequirement(transaction, deps, id, isRequired, context);
    if (!isRequired) return;
    await endAccess(transaction, deps, id, { keepSessionId: sessionIdOf(actor), personalTokens: false });
  });
  deliverSoon(deps);
}

/** For an operator, when a customer has lost both the passkeys and the way back. */
export async function liftPasskeyRequirement(deps: Deps, customerId: number): Promise<void> {
  await transact(deps.db, (transaction) => writeRequirement(transaction, deps, customerId, false, NOWHERE));
  deliverSoon(deps);
}

async function writeRequirement(
  transaction: DbTransaction,
  deps: Deps,
  id: number,
  isRequired: boolean,
  context: Pick<RequestContext, "ip" | "userAgent">,
): Promise<void> {
  await lockCustomer(transaction, id);
  const former = await getRecoverable(transaction, id);
  if (former.requiresPasskey === isRequired) return;
  if (isRequired && !(hasWayBack(former) && (await countPasskeys(transaction, id)) > 0)) {
    throw new AppError("passkey_not_enough");
  }
  const [kind, now] = [isRequired ? "passkey_required" : "passkey_optional", deps.now()] as const;
  await writeCredentials(transaction, id, { requiresPasskey: isRequired }, now);
  await recordActivity(transaction, id, { kind, at: now, context });
  await queueMailAlert(transaction, deps, former, kind);
}

/**
 * Signs in by the code of a sign-in that was started in this session, and the password: the way back for whoever has lost
 * the passkey that their account asks for. Any other account lets them in as well.
 * @throws FieldErrors on `password`; AppError `sms_verification_100_4` when the number opens no account, or no longer, and
 *   as verifyPhone and checkPassword
 */
export function signInWithoutPasskey(
  deps: Deps,
  actor: ChallengeHolder,
  proof: { code: string; password: string },
  context: RequestContext,
): Promise<StartedSession> {
  return countOutcome(deps.metrics.signIns, { way: "recovery" }, () => startByBoth(deps, actor, proof, context));
}

async function startByBoth(
  deps: Deps,
  actor: ChallengeHolder,
  { code, password }: { code: string; password: string },
  context: RequestContext,
): Promise<StartedSession> {
  const step = await resumeChallenge(deps, actor, "sign_in", { code }, context);
  if (step.step !== "verified" || step.grant.account === null) throw new AppError("sms_verification_100_4");
  const { account, consume } = step.grant;
  const checked = await checkPasswordOf(deps, account.id, password, context);
  const session = await transact(deps.db, async (transaction) => {
    await consume(transaction);
    const signIn = { ...checked, kind: "cookie", hasSecondFactor: true } as const;
    const started = await startSessionWithin(transaction, deps, actor, signIn, context);
    // Password or number were changed while they were checked.
    if (!started) throw new AppError("sms_verification_100_4");
    return started;
  });
  if (session.isTold) deliverSoon(deps);
  return session;
}
