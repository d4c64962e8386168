import { randomBytes } from "node:crypto";
import { recordActivity } from "@/lib/activity/store";
import type { SessionResponse } from "@/lib/auth/access-schema";
import { toSessionResponse } from "@/lib/auth/access-view";
import { type Actor, type ChallengeHolder, type CustomerActor, sessionIdOf } from "@/lib/auth/rules";
import {
  deleteDeadSessions,
  deleteOtherSessions,
  deleteSession,
  deleteSessionsByHash,
  findLiveSession,
  findSessionCustomer,
  insertSession,
  readSessions,
  recordSignIn,
  touchSession,
} from "@/lib/auth/session-store";
import { findTokenCustomer, touchToken } from "@/lib/auth/token-store";
import type { Deps } from "@/lib/deps";
import { AppError } from "@/lib/platform/errors";
import type { RequestContext } from "@/lib/platform/request-context";
import { sha256 } from "@/lib/platform/secrets";

/*
 * One session system: an opaque random cookie whose hash is a row, carried by next-auth and the platform's clients
 * alike.
 */

export const SESSION_COOKIE = "osessionid";
/** The platform's other name for the same cookie. */
const SESSION_COOKIE_ALIAS = "sessionid";

const TOKEN_BYTES = 32;
const DAY_MS = 86_400_000;
/** How stale `last_seen_at` and `last_used_at` may be: one write an hour instead of one a request. */
const TOUCH_AFTER_MS = 3_600_000;

type Cookies = readonly { name: string; value: string }[];
type Client = Pick<RequestContext, "ip" | "userAgent">;

/**
 * The cookie's value as sent, not yet checked; the alias counts only without the name proper.
 * @throws AppError `session_ambiguous` when one name came with two values
 */
export function sessionTokenOf(cookies: Cookies): string | undefined {
  return onlyValue(cookies, SESSION_COOKIE) ?? onlyValue(cookies, SESSION_COOKIE_ALIAS);
}

function onlyValue(cookies: Cookies, wanted: string): string | undefined {
  const values = cookies.flatMap(({ name, value }) => (name === wanted && value ? [value] : []));
  if (values.some((value) => value !== values[0])) throw new AppError("session_ambiguous");
  return values[0];
}

/** The actor of a request that is not asked who it is from. */
export function guestOf(cookies: Cookies): Actor {
  const sessionTokens = cookies
    .filter(({ name, value }) => (name === SESSION_COOKIE || name === SESSION_COOKIE_ALIAS) && value)
    .map(({ value }) => value);
  return { customer: null, access: null, signedInAt: null, sessionTokens };
}

/**
 * Who asks, by API token or session cookie, in one query; a guest otherwise.
 * @throws AppError `token_invalid` for a bad token, even beside a good cookie; `session_ambiguous`
 */
export async function findActor(deps: Deps, cookies: Cookies, authorization: string | null): Promise<Actor> {
  const guest = guestOf(cookies);
  const scheme = /^token(?:\s+(.*))?$/i.exec(authorization?.trim() ?? "");
  if (scheme) return getTokenActor(deps, scheme[1] ?? "", guest);
  const token = sessionTokenOf(cookies);
  if (token === undefined) return guest;
  const actor = await findSessionActor(deps, token, guest);
  // The alias may be another application's cookie, or ours from before the last sign-in: two live ones are ambiguous.
  const alias = onlyValue(cookies, SESSION_COOKIE_ALIAS);
  if (alias === undefined || alias === token) return actor ?? guest;
  const other = await findSessionActor(deps, alias, guest);
  if (actor && other) throw new AppError("session_ambiguous");
  return actor ?? other ?? guest;
}

/**
 * The customer behind a session token; null when it is unknown, expired, idle for too long, or of a closed account.
 */
export async function findSessionActor(deps: Deps, token: string, guest = guestOf([])): Promise<CustomerActor | null> {
  const row = await findSessionCustomer(deps.db, sha256(token));
  if (!row?.isActive) return null;
  const { sessionId, createdAt, lastSeenAt, expiresAt, ...customer } = row;
  const now = deps.now();
  if (expiresAt <= now || lastSeenAt <= idleSince(deps)) return null;
  if (now.getTime() - lastSeenAt.getTime() > TOUCH_AFTER_MS) {
    inBackground(deps, touchSession(deps.db, sessionId, now));
  }
  return { ...guest, customer, access: { kind: "session", id: sessionId }, signedInAt: createdAt };
}

async function getTokenActor(deps: Deps, key: string, guest: Actor): Promise<CustomerActor> {
  const row = await findTokenCustomer(deps.db, sha256(key));
  const now = deps.now();
  if (!row?.isActive || (row.expiresAt && row.expiresAt <= now)) throw new AppError("token_invalid");
  const { tokenId, createdAt, lastUsedAt, expiresAt: _expiresAt, clientType, ...customer } = row;
  if (now.getTime() - (lastUsedAt?.getTime() ?? 0) > TOUCH_AFTER_MS) {
    inBackground(deps, touchToken(deps.db, tokenId, now));
  }
  return { ...guest, customer, access: { kind: "token", id: tokenId, clientType }, signedInAt: createdAt };
}

/**
 * Starts a session and ends those that the actor brought. @param kind what the account's owner reads of it
 * @returns the new token, hex, for the cookie
 */
export async function startSession(
  deps: Deps,
  actor: Pick<Actor, "sessionTokens">,
  { customerId, kind = "signed_in" }: { customerId: number; kind?: "signed_in" | "registered" },
  { ip, userAgent }: Client,
): Promise<string> {
  const token = randomToken();
  const now = deps.now();
  const expiresAt = new Date(now.getTime() + deps.env.SESSION_MAX_AGE_DAYS * DAY_MS);
  await deps.db.$transaction(async (transaction) => {
    await recordSignIn(transaction, customerId, { replacedHashes: actor.sessionTokens.map(sha256), now });
    await insertSession(transaction, { tokenHash: sha256(token), customerId, userAgent, ip, now, expiresAt });
    await recordActivity(transaction, customerId, { kind, at: now, context: { ip, userAgent } });
  });
  return token;
}

/** The actor with the live session that the cookies name, a guest's too. @throws AppError `session_ambiguous` */
export async function findSessionHolder(deps: Deps, cookies: Cookies): Promise<ChallengeHolder | null> {
  const token = sessionTokenOf(cookies);
  if (token === undefined) return null;
  const session = await findLiveSession(deps.db, sha256(token), { now: deps.now(), seenAfter: idleSince(deps) });
  return session && { ...guestOf(cookies), access: { kind: "session", id: session.id } };
}

/**
 * Starts a guest's session: it ties the steps of a challenge together and lets nobody in.
 * @returns the guest, and the token for the cookie @throws AppError `throttled`
 */
export async function startGuestSession(
  deps: Deps,
  actor: Actor,
  { ip, userAgent }: Client,
): Promise<{ actor: ChallengeHolder; token: string }> {
  if (ip !== "unknown") await deps.limits.consume("guestSessionsPerIp", ip);
  const token = randomToken();
  const now = deps.now();
  const expiresAt = new Date(now.getTime() + deps.env.GUEST_SESSION_SECONDS * 1000);
  const session = { tokenHash: sha256(token), customerId: null, userAgent, ip, now, expiresAt };
  const id = await insertSession(deps.db, session);
  return { actor: { ...actor, access: { kind: "session", id } }, token };
}

export async function endSessions(deps: Deps, tokens: readonly string[], { ip, userAgent }: Client): Promise<void> {
  if (tokens.length === 0) return;
  for (const customerId of await deleteSessionsByHash(deps.db, tokens.map(sha256))) {
    await recordActivity(deps.db, customerId, { kind: "signed_out", at: deps.now(), context: { ip, userAgent } });
  }
}

export async function listSessions(deps: Deps, actor: CustomerActor): Promise<SessionResponse[]> {
  const rows = await readSessions(deps.db, actor.customer.id, { now: deps.now(), seenAfter: idleSince(deps) });
  return rows.map((row) => toSessionResponse(row, sessionIdOf(actor)));
}

/** @throws AppError `not_found` when the session is not theirs */
export async function endSession(
  deps: Deps,
  { customer }: CustomerActor,
  id: number,
  context: RequestContext,
): Promise<void> {
  if (!(await deleteSession(deps.db, customer.id, id))) throw new AppError("not_found");
  await recordActivity(deps.db, customer.id, { kind: "session_ended", at: deps.now(), context });
}

export async function endEveryOtherSession(deps: Deps, actor: CustomerActor, context: RequestContext): Promise<void> {
  const { customer } = actor;
  await deleteOtherSessions(deps.db, customer.id, sessionIdOf(actor));
  await recordActivity(deps.db, customer.id, { kind: "other_sessions_ended", at: deps.now(), context });
}

/** Deletes the sessions that no cookie can revive. @returns how many */
export function purgeSessions(deps: Deps): Promise<number> {
  return deleteDeadSessions(deps.db, { now: deps.now(), seenAfter: idleSince(deps) });
}

function idleSince({ env, now }: Deps): Date {
  return new Date(now().getTime() - env.SESSION_IDLE_DAYS * DAY_MS);
}

function randomToken(): string {
  return randomBytes(TOKEN_BYTES).toString("hex");
}

function inBackground(deps: Deps, work: Promise<unknown>): void {
  work.catch((error: unknown) => deps.log.warn({ err: error }, "failed to record last use"));
}
