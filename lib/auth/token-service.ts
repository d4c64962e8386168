import { randomBytes } from "node:crypto";
import { recordActivity } from "@/lib/activity/store";
import type { CreatedTokenResponse, CreateTokenBody, TokenResponse } from "@/lib/auth/access-schema";
import { toTokenResponse } from "@/lib/auth/access-view";
import { lockActor } from "@/lib/auth/actor-service";
import { assertFreshSignIn } from "@/lib/auth/fresh-sign-in-service";
import type { CustomerActor } from "@/lib/auth/rules";
import { deleteToken, insertToken, readTokens, type TokenRow } from "@/lib/auth/token-store";
import type { Deps } from "@/lib/deps";
import { queueMailAlert } from "@/lib/notifications/alert-service";
import { deliverSoon } from "@/lib/notifications/service";
import { transact } from "@/lib/platform/database/transact";
import { DAY_MS } from "@/lib/platform/dates";
import type { Db, DbTransaction } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import type { RequestContext } from "@/lib/platform/request-context";
import { sha256 } from "@/lib/platform/secrets";

/* Personal API tokens (`Authorization: Token <key>`). */

const DAYS_BY_DEFAULT = 90;

export async function listTokens(deps: Deps, customerId: number): Promise<TokenResponse[]> {
  return (await readTokens(deps.db, customerId)).map(toTokenResponse);
}

/**
 * Makes a personal API token, of which its owner is told. @param days null for one that never expires
 * @returns the token, this once @throws as assertFreshSignIn, lockActor
 */
export async function createToken(
  deps: Deps,
  actor: CustomerActor,
  { name, days = DAYS_BY_DEFAULT, password }: CreateTokenBody,
  context: RequestContext,
): Promise<CreatedTokenResponse> {
  const proof = await assertFreshSignIn(deps, actor, password);
  const { id } = actor.customer;
  const expiresAt = days === null ? null : new Date(deps.now().getTime() + days * DAY_MS);
  const { row, token } = await transact(deps.db, async (transaction) => {
    await lockActor(transaction, actor, proof);
    const issued = await issueToken({ ...deps, db: transaction }, id, { name, expiresAt });
    await recordActivity(transaction, id, { kind: "token_created", at: deps.now(), context, detail: name });
    await queueMailAlert(transaction, deps, actor.customer, "token_created", { name });
    return issued;
  });
  deliverSoon(deps);
  return { ...toTokenResponse(row), token };
}

/** @throws AppError `not_found` when the token is not theirs */
export async function revokeToken(
  deps: Deps,
  { customer }: CustomerActor,
  id: bigint,
  context: RequestContext,
): Promise<void> {
  const name = await deleteToken(deps.db, customer.id, id);
  if (name === null) throw new AppError("not_found");
  await recordActivity(deps.db, customer.id, { kind: "token_revoked", at: deps.now(), context, detail: name });
}

/**
 * Issues an API token. @param name 1 to 100 characters @param clientType for settings by client type; null for none
 * @returns its row, and the token, to be shown once: only its hash is stored
 */
export async function issueToken(
  { db, now }: Pick<Deps, "now"> & { db: Db | DbTransaction },
  customerId: number,
  { name, expiresAt, clientType = null }: { name: string; expiresAt: Date | null; clientType?: string | null },
): Promise<{ row: TokenRow; token: string }> {
  const token = randomBytes(32).toString("hex");
  const tokenHash = sha256(token);
  const row = await insertToken(db, { tokenHash, customerId, name, createdAt: now(), expiresAt, clientType });
  return { row, token };
}
