import { randomBytes } from "node:crypto";
import { recordActivity } from "@/lib/activity/store";
import type { CreatedTokenResponse, CreateTokenBody, TokenResponse } from "@/lib/auth/access-schema";
import { toTokenResponse } from "@/lib/auth/access-view";
import { assertFreshSignIn } from "@/lib/auth/password-service";
import type { CustomerActor } from "@/lib/auth/rules";
import {
  deleteToken,
  insertToken,
  keepNewestSignInTokens,
  readTokens,
  SIGN_IN_TOKEN,
  type TokenRow,
} from "@/lib/auth/token-store";
import type { Deps } from "@/lib/deps";
import { AppError } from "@/lib/platform/errors";
import type { RequestContext } from "@/lib/platform/request-context";
import { sha256 } from "@/lib/platform/secrets";

/* API tokens (`Authorization: Token <key>`): personal ones, and those that a sign-in gives to a client. */

const DAY_MS = 86_400_000;
/** A client's oldest sign-in token ends with one sign-in more. */
const SIGN_IN_TOKENS_MAX = 20;

export async function listTokens(deps: Deps, customerId: number): Promise<TokenResponse[]> {
  return (await readTokens(deps.db, customerId)).map(toTokenResponse);
}

/**
 * Makes a personal API token. @returns the token, this once @throws FieldErrors on `password` when it must be confirmed
 */
export async function createToken(
  deps: Deps,
  actor: CustomerActor,
  { name, days, password }: CreateTokenBody,
  context: RequestContext,
): Promise<CreatedTokenResponse> {
  await assertFreshSignIn(deps, actor, password);
  const { id } = actor.customer;
  const expiresAt = days ? new Date(deps.now().getTime() + days * DAY_MS) : null;
  const { row, token } = await issueToken(deps, id, { name, expiresAt });
  await recordActivity(deps.db, id, { kind: "token_created", at: deps.now(), context, detail: name });
  return { ...toTokenResponse(row), token };
}

/** @throws AppError `not_found` when the token is not theirs */
export async function revokeToken(
  deps: Deps,
  { customer }: CustomerActor,
  id: number,
  context: RequestContext,
): Promise<void> {
  const name = await deleteToken(deps.db, customer.id, id);
  if (name === null) throw new AppError("not_found");
  await recordActivity(deps.db, customer.id, { kind: "token_revoked", at: deps.now(), context, detail: name });
}

/** The token that a sign-in by password or code gives a client. */
export async function createSignInToken(deps: Deps, customerId: number): Promise<string> {
  const { token } = await issueToken(deps, customerId, { name: SIGN_IN_TOKEN, expiresAt: null });
  await keepNewestSignInTokens(deps.db, customerId, SIGN_IN_TOKENS_MAX);
  return token;
}

/**
 * Issues an API token. @param name 1 to 100 characters @param clientType for settings by client type; null for none
 * @returns its row, and the token, to be shown once: only its hash is stored
 */
export async function issueToken(
  deps: Deps,
  customerId: number,
  { name, expiresAt, clientType = null }: { name: string; expiresAt: Date | null; clientType?: string | null },
): Promise<{ row: TokenRow; token: string }> {
  const token = randomBytes(32).toString("hex");
  const tokenHash = sha256(token);
  const row = await insertToken(deps.db, { tokenHash, customerId, name, createdAt: deps.now(), expiresAt, clientType });
  return { row, token };
}
