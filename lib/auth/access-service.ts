import { type Place, recordActivity } from "@/lib/activity/store";
import type { CreatedTokenResponse, CreateTokenBody, SessionResponse, TokenResponse } from "@/lib/auth/access-schema";
import { deleteSession, findSignInTime, readSessions } from "@/lib/auth/access-store";
import { toSessionResponse, toTokenResponse } from "@/lib/auth/access-view";
import { assertOwnPassword, createApiToken, listApiTokens, revokeApiToken } from "@/lib/auth/service";
import { endOtherSessions, idleSince } from "@/lib/auth/session-service";
import type { CustomerRow } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { AppError, FieldErrors } from "@/lib/platform/errors";
import { sessionOf } from "@/lib/profile/service";
import type { Holder } from "@/lib/verification/service";

/*
 * Who is signed in to an account and what holds a key to it, for its owner to see and to end.
 */

/** The account's owner, by what he is signed in, and from where. */
export type Owner = { customer: CustomerRow; holder: Holder; place: Place };

const DAY_MS = 86_400_000;

/** Where the customer is signed in. @param currentId the session that asks; null for a caller by API token */
export async function listSessions(
  deps: Deps,
  customerId: number,
  currentId: number | null,
): Promise<SessionResponse[]> {
  const rows = await readSessions(deps.db, customerId, { now: deps.now(), seenAfter: idleSince(deps) });
  return rows.map((row) => toSessionResponse(row, currentId));
}

/** Signs one of the customer's devices out. @throws AppError `not_found` when the session is not his */
export async function endSession(deps: Deps, { customer, place }: Owner, id: number): Promise<void> {
  if (!(await deleteSession(deps.db, customer.id, id))) throw new AppError("not_found");
  await recordActivity(deps.db, customer.id, { kind: "session_ended", at: deps.now(), place });
}

/** Signs all devices out but the one that asks. */
export async function endEveryOtherSession(deps: Deps, { customer, holder, place }: Owner): Promise<void> {
  await endOtherSessions(deps.db, customer.id, sessionOf(holder));
  await recordActivity(deps.db, customer.id, { kind: "other_sessions_ended", at: deps.now(), place });
}

/** The customer's API tokens, newest first, without their values. */
export async function listTokens(deps: Deps, customerId: number): Promise<TokenResponse[]> {
  return (await listApiTokens(deps, customerId)).map(toTokenResponse);
}

/**
 * Makes an API token for the customer.
 *
 * @returns the token, this once
 * @throws FieldErrors on `password` when it must be confirmed
 */
export async function createToken(
  deps: Deps,
  owner: Owner,
  { name, days, password }: CreateTokenBody,
): Promise<CreatedTokenResponse> {
  await assertFreshSignIn(deps, owner, password);
  const { customer, place } = owner;
  const expiresAt = days ? new Date(deps.now().getTime() + days * DAY_MS) : null;
  const { token, row } = await createApiToken(deps, customer.id, { name, expiresAt });
  await recordActivity(deps.db, customer.id, { kind: "token_created", at: deps.now(), place, detail: name });
  return { ...toTokenResponse(row), token };
}

/** Ends one of the customer's tokens. @throws AppError `not_found` when it is not his */
export async function revokeToken(deps: Deps, { customer, place }: Owner, id: number): Promise<void> {
  const token = (await listApiTokens(deps, customer.id)).find((one) => one.id === id);
  await revokeApiToken(deps, customer.id, id);
  const detail = token?.name ?? null;
  await recordActivity(deps.db, customer.id, { kind: "token_revoked", at: deps.now(), place, detail });
}

/**
 * Lets what is sensitive go on only right after a sign-in or with the password again: an unattended browser or a stolen
 * token must not be enough.
 *
 * @throws FieldErrors on `password` when it is needed or wrong; AppError `throttled`
 */
export async function assertFreshSignIn(
  deps: Deps,
  { customer, holder }: Pick<Owner, "customer" | "holder">,
  password: string | undefined,
): Promise<void> {
  if (password !== undefined) return assertOwnPassword(deps, customer.id, password, "password");
  const sessionId = sessionOf(holder);
  const signedInAt = sessionId === null ? null : await findSignInTime(deps.db, sessionId);
  const freshSeconds = deps.env.FRESH_SIGN_IN_SECONDS;
  if (signedInAt && deps.now().getTime() - signedInAt.getTime() < freshSeconds * 1000) return;
  throw FieldErrors.of("password", "password_needed");
}
