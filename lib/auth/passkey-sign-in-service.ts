import {
  type CheckedAssertion,
  challengeUse,
  checkAssertion,
  passkeyRefused,
  requestOptions,
} from "@/lib/auth/passkey-ceremony-service";
import type { Assertion, PasskeyRequestOptions } from "@/lib/auth/passkey-schema";
import { readPasskeys } from "@/lib/auth/passkey-store";
import { type Actor, type CustomerActor, sessionIdOf } from "@/lib/auth/rules";
import { type StartedSession, startSessionWithin } from "@/lib/auth/session-service";
import type { Deps } from "@/lib/deps";
import { countOutcome } from "@/lib/metrics";
import { deliverSoon } from "@/lib/notifications/service";
import { transact } from "@/lib/platform/database/transact";
import type { RequestContext } from "@/lib/platform/request-context";

/** For whoever has a passkey of ours: the browser knows which. */
export function passkeySignInOptions(deps: Deps): Promise<PasskeyRequestOptions> {
  return requestOptions(deps, "sign_in");
}

/** Signs a customer in and starts a session. @throws FieldErrors, the same for every reason; AppError `throttled` */
export function signInWithPasskey(
  deps: Deps,
  actor: Pick<Actor, "sessionTokens">,
  assertion: Assertion,
  context: RequestContext,
): Promise<StartedSession> {
  return countOutcome(deps.metrics.signIns, { way: "passkey" }, () => startByPasskey(deps, actor, assertion, context));
}

async function startByPasskey(
  deps: Deps,
  actor: Pick<Actor, "sessionTokens">,
  assertion: Assertion,
  context: RequestContext,
): Promise<StartedSession> {
  await deps.limits.consume(["loginAttemptsPerNetwork", context.network]);
  const { customer, consume } = await checkAssertion(deps, { use: "sign_in" }, assertion);
  const session = await transact(deps.db, async (transaction) => {
    const signIn = {
      customerId: customer.id,
      credentialsVersion: customer.credentialsVersion,
      kind: "cookie",
      hasSecondFactor: true,
    } as const;
    const started = await startSessionWithin(transaction, deps, actor, signIn, context);
    // The credentials were changed while it was checked.
    if (!started) throw passkeyRefused();
    await consume(transaction);
    return started;
  });
  if (session.isTold) deliverSoon(deps);
  return session;
}

/** For confirming who is signed in; null where there is no passkey, or the sign-in is a personal token. */
export async function ownPasskeyOptions(deps: Deps, actor: CustomerActor): Promise<PasskeyRequestOptions | null> {
  const passkeys = sessionIdOf(actor) === null ? [] : await readPasskeys(deps.db, actor.customer.id);
  return passkeys.length === 0 ? null : requestOptions(deps, challengeUse("fresh_sign_in", actor), passkeys);
}

/** @throws FieldErrors on `passkey`, the same for every reason; AppError `throttled` */
export async function checkOwnPasskey(
  deps: Deps,
  actor: CustomerActor,
  assertion: Assertion,
  context: RequestContext,
): Promise<CheckedAssertion> {
  await deps.limits.consume(["loginAttemptsPerNetwork", context.network]);
  const use = challengeUse("fresh_sign_in", actor);
  return checkAssertion(deps, { use, customerId: actor.customer.id }, assertion);
}
