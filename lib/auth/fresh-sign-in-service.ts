import { recordActivity } from "@/lib/activity/store";
import { lockActor, type Proof } from "@/lib/auth/actor-service";
import type { Assertion } from "@/lib/auth/passkey-schema";
import { checkOwnPasskey } from "@/lib/auth/passkey-sign-in-service";
import { assertOwnPassword } from "@/lib/auth/password-service";
import { type CustomerActor, isFresh, isLongHeld, sessionIdOf } from "@/lib/auth/rules";
import { markSessionFresh } from "@/lib/auth/session-store";
import { verifiedPhoneOf } from "@/lib/customers/rules";
import type { Deps } from "@/lib/deps";
import { transact } from "@/lib/platform/database/transact";
import { AppError, FieldErrors } from "@/lib/platform/errors";
import type { RequestContext } from "@/lib/platform/request-context";
import { type PendingStep, type Submission, verifyPhone } from "@/lib/verification/service";

/*
 * What opens an account, or hands all of it over, is changed only by somebody who has just shown who they are: phone,
 * password, address, new token, export, deletion. A session found open, or a token found, is not enough.
 */

/**
 * Decides for every writer of an authenticator, which starts with lockActor.
 * @param password instead of a fresh sign-in, where the request brings one
 * @returns what lockActor is to ask for again; null for a fresh sign-in
 * @throws AppError `fresh_sign_in_required`; FieldErrors on `password`; AppError `throttled`
 */
export async function assertFreshSignIn(deps: Deps, actor: CustomerActor, password?: string): Promise<Proof | null> {
  if (password !== undefined) return assertOwnPassword(deps, actor, password, "password");
  if (!isFresh(actor, deps.now(), deps.env.FRESH_SIGN_IN_SECONDS)) throw new AppError("fresh_sign_in_required");
  return null;
}

function freshUntil({ env }: Deps, freshAt: Date): Date {
  return new Date(freshAt.getTime() + env.FRESH_SIGN_IN_SECONDS * 1000);
}

export type RenewalStep = PendingStep | RenewalDone;
export type RenewalDone = { step: "done"; until: Date };

type Confirmation = { password?: string | undefined; passkey?: Assertion | undefined };

/**
 * Makes the present sign-in fresh again, by the password, by a passkey of theirs or by a code to the account's own
 * verified number; by a passkey alone where the account asks for one.
 * @throws FieldErrors on `password` where it is wrong or nothing else will do, and on `passkey`; AppError
 *   `fresh_sign_in_required` for a personal token, `passkey_required`, and as verifyPhone
 */
export async function renewSignIn(
  deps: Deps,
  actor: CustomerActor,
  { password, passkey, ...submission }: Confirmation & Submission,
  context: RequestContext,
): Promise<RenewalStep> {
  if (sessionIdOf(actor) === null) throw new AppError("fresh_sign_in_required");
  if (actor.customer.requiresPasskey && passkey === undefined) throw new AppError("passkey_required");
  if (password !== undefined) {
    return applyRenewal(deps, actor, {}, await assertOwnPassword(deps, actor, password, "password"), context);
  }
  if (passkey !== undefined) {
    return applyRenewal(deps, actor, {}, await checkOwnPasskey(deps, actor, passkey, context), context);
  }
  const phone = verifiedPhoneOf(actor.customer);
  const isOwners = isLongHeld(actor.customer.phoneChangedAt, deps.now(), deps.env.FRESH_SIGN_IN_SECONDS);
  if (phone === null || !isOwners) throw FieldErrors.of("password", "password_needed");
  const challenge = { purpose: "fresh_sign_in", phone, payload: {} } as const;
  const step = await verifyPhone(deps, actor, challenge, submission, context);
  return step.step === "verified" ? applyRenewal(deps, actor, {}, step.grant, context) : step;
}

/** @param proof by password, passkey or code @throws as lockActor */
export async function applyRenewal(
  deps: Deps,
  actor: CustomerActor,
  _payload: object,
  proof: Proof,
  context: RequestContext,
): Promise<RenewalDone> {
  const id = sessionIdOf(actor);
  if (id === null) throw new AppError("fresh_sign_in_required");
  const now = deps.now();
  await transact(deps.db, async (transaction) => {
    await lockActor(transaction, actor, proof);
    await markSessionFresh(transaction, id, now);
    await recordActivity(transaction, actor.customer.id, { kind: "identity_confirmed", at: now, context });
  });
  return { step: "done", until: freshUntil(deps, now) };
}
