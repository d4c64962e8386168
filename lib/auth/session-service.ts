import { randomBytes } from "node:crypto";
import { activityData, recordActivity } from "@/lib/activity/store";
import { findSessionRow, findTokenRow } from "@/lib/auth/session-store";
import type { CustomerRow } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { Db, DbTransaction } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { sha256 } from "@/lib/platform/secrets";

/*
 * The one session system: an opaque random cookie whose hash is a row. next-auth carries the same cookie in the
 * browser; the platform's clients get it from /users/login/. Personal API tokens are resolved here too.
 */

export const SESSION_COOKIE = "osessionid";
/** Some clients of the platform call the same cookie so. */
const SESSION_COOKIE_ALIAS = "sessionid";

const TOKEN_BYTES = 32;
const DAY_MS = 86_400_000;
/** How stale `last_seen_at` and `last_used_at` may be: one write an hour instead of one a request. */
const TOUCH_AFTER_MS = 3_600_000;

/** What a request brings to say who it is from. */
export type Credentials = {
  cookies: readonly { name: string; value: string }[];
  authorization: string | null;
};

/** A signed-in caller. Token callers have no session and need no CSRF token. */
export type SignedInCaller =
  | { customer: CustomerRow; via: "session"; sessionId: number }
  | { customer: CustomerRow; via: "token"; tokenId: number; clientType: string | null };

/** Tells browsers apart in the customer's list of sessions. */
export type Device = { userAgent: string | null; ip: string };

/**
 * The session cookie's value, as the client sent it and not yet checked; the alias only without the name proper.
 *
 * @throws AppError `session_ambiguous` when one name came with two values: it cannot be known which is meant
 */
export function sessionTokenOf(cookies: Credentials["cookies"]): string | undefined {
  return onlyValue(cookies, SESSION_COOKIE) ?? onlyValue(cookies, SESSION_COOKIE_ALIAS);
}

function onlyValue(cookies: Credentials["cookies"], wanted: string): string | undefined {
  const values = cookies.flatMap(({ name, value }) => (name === wanted && value ? [value] : []));
  if (values.some((value) => value !== values[0])) throw new AppError("session_ambiguous");
  return values[0];
}

/** Every session cookie that was sent. */
export function sessionTokensOf(cookies: Credentials["cookies"]): string[] {
  return cookies
    .filter(({ name }) => name === SESSION_COOKIE || name === SESSION_COOKIE_ALIAS)
    .map(({ value }) => value)
    .filter(Boolean);
}

/**
 * Who is calling, by API token or by session cookie, in one query; null for a guest.
 *
 * @throws AppError `token_invalid` for a bad token, even beside a good cookie; `session_ambiguous`
 */
export async function findCaller(deps: Deps, credentials: Credentials): Promise<SignedInCaller | null> {
  const scheme = /^token(?:\s+(.*))?$/i.exec(credentials.authorization?.trim() ?? "");
  if (scheme) return getTokenCaller(deps, scheme[1] ?? "");
  const token = sessionTokenOf(credentials.cookies);
  if (token === undefined) return null;
  const caller = await findSessionCaller(deps, token);
  // Under the alias there may be another application's cookie, or our own from before the last sign-in. Two that are
  // both alive, though, leave no telling which is meant.
  const alias = onlyValue(credentials.cookies, SESSION_COOKIE_ALIAS);
  if (alias === undefined || alias === token) return caller;
  const other = await findSessionCaller(deps, alias);
  if (caller && other) throw new AppError("session_ambiguous");
  return caller ?? other;
}

/** The customer behind a session token; null when it is unknown, expired, idle for too long or of a closed account. */
export async function findSessionCaller(deps: Deps, token: string): Promise<SignedInCaller | null> {
  const row = await findSessionRow(deps.db, sha256(token));
  if (!row?.isActive) return null;
  const { sessionId, lastSeenAt, expiresAt, ...customer } = row;
  const now = deps.now().getTime();
  const idleLimit = lastSeenAt.getTime() + deps.env.SESSION_IDLE_DAYS * DAY_MS;
  if (expiresAt.getTime() <= now || idleLimit <= now) return null;
  if (now - lastSeenAt.getTime() > TOUCH_AFTER_MS) {
    inBackground(deps, deps.db.session.updateMany({ where: { id: sessionId }, data: { lastSeenAt: deps.now() } }));
  }
  return { customer, via: "session", sessionId };
}

async function getTokenCaller(deps: Deps, key: string): Promise<SignedInCaller> {
  const row = await findTokenRow(deps.db, sha256(key));
  const now = deps.now().getTime();
  if (!row?.isActive || (row.expiresAt && row.expiresAt.getTime() <= now)) throw new AppError("token_invalid");
  const { tokenId, lastUsedAt, expiresAt: _expiresAt, clientType, ...customer } = row;
  if (now - (lastUsedAt?.getTime() ?? 0) > TOUCH_AFTER_MS) {
    inBackground(deps, deps.db.apiToken.updateMany({ where: { id: tokenId }, data: { lastUsedAt: deps.now() } }));
  }
  return { customer, via: "token", tokenId, clientType };
}

/**
 * Starts a session, and ends those the same client had: a session never survives a sign-in.
 *
 * @param replaced session tokens the request carried
 * @param kind what the account's owner reads of it
 * @returns the new token, hex, for the cookie
 */
export async function startSession(
  deps: Deps,
  {
    customerId,
    device,
    replaced,
    kind = "signed_in",
  }: { customerId: number; device: Device; replaced: readonly string[]; kind?: "signed_in" | "registered" },
): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString("hex");
  const now = deps.now();
  const gone: Prisma.SessionWhereInput[] = [{ customerId, expiresAt: { lte: now } }];
  if (replaced.length > 0) gone.push({ tokenHash: { in: replaced.map(sha256) } });
  await deps.db.$transaction([
    deps.db.session.deleteMany({ where: { OR: gone } }),
    deps.db.session.create({
      data: sessionData(deps, {
        token,
        customerId,
        device,
        expiresAt: new Date(now.getTime() + deps.env.SESSION_MAX_AGE_DAYS * DAY_MS),
      }),
    }),
    deps.db.customer.updateMany({ where: { id: customerId }, data: { lastLogin: now } }),
    deps.db.activity.create({ data: activityData(customerId, { kind, at: now, place: device }), select: { id: true } }),
  ]);
  return token;
}

/** A session as a holder of dialogues: whoever is behind it, a guest too. */
export type LiveSession = { id: number; customerId: number | null };

/** The live session that a request's cookies name. @throws AppError `session_ambiguous` */
export async function findLiveSession(deps: Deps, cookies: Credentials["cookies"]): Promise<LiveSession | null> {
  const token = sessionTokenOf(cookies);
  if (token === undefined) return null;
  const now = deps.now();
  return deps.db.session.findFirst({
    where: { tokenHash: sha256(token), expiresAt: { gt: now }, lastSeenAt: { gt: idleSince(deps) } },
    select: { id: true, customerId: true },
  });
}

/**
 * Starts a session of somebody who is not signed in: it ties the steps of a dialogue together, and lets nobody in.
 *
 * @returns its id, and the token for the cookie
 * @throws AppError `throttled`
 */
export async function startGuestSession(deps: Deps, device: Device): Promise<{ id: number; token: string }> {
  if (device.ip !== "unknown") await deps.limits.consume("guestSessionsPerIp", device.ip);
  const token = randomBytes(TOKEN_BYTES).toString("hex");
  const expiresAt = new Date(deps.now().getTime() + deps.env.GUEST_SESSION_SECONDS * 1000);
  const { id } = await deps.db.session.create({
    data: sessionData(deps, { token, customerId: null, device, expiresAt }),
    select: { id: true },
  });
  return { id, token };
}

/** Ends the customer's other sessions, in the transaction of what made them unsafe. @param keep null to end all */
export async function endOtherSessions(db: Db | DbTransaction, customerId: number, keep: number | null): Promise<void> {
  await db.session.deleteMany({ where: { customerId, ...(keep !== null && { id: { not: keep } }) } });
}

/** Signs out: the sessions end for good, and their cookies yield nothing from now on. */
export async function endSessions(deps: Deps, tokens: readonly string[], device: Device): Promise<void> {
  if (tokens.length === 0) return;
  const where = { tokenHash: { in: tokens.map(sha256) } };
  const ended = await deps.db.session.findMany({ where, select: { customerId: true } });
  await deps.db.session.deleteMany({ where });
  for (const customerId of new Set(ended.map((session) => session.customerId))) {
    if (customerId === null) continue;
    await recordActivity(deps.db, customerId, { kind: "signed_out", at: deps.now(), place: device });
  }
}

/** Deletes the sessions that no cookie can revive. */
export async function purgeSessions(deps: Deps): Promise<number> {
  const { count } = await deps.db.session.deleteMany({
    where: { OR: [{ expiresAt: { lte: deps.now() } }, { lastSeenAt: { lte: idleSince(deps) } }] },
  });
  return count;
}

/** A session that was not seen since then is over. */
export function idleSince({ env, now }: Deps): Date {
  return new Date(now().getTime() - env.SESSION_IDLE_DAYS * DAY_MS);
}

function sessionData(
  deps: Deps,
  {
    token,
    customerId,
    device,
    expiresAt,
  }: { token: string; customerId: number | null; device: Device; expiresAt: Date },
): Prisma.SessionUncheckedCreateInput {
  const now = deps.now();
  return {
    tokenHash: sha256(token),
    customerId,
    createdAt: now,
    lastSeenAt: now,
    expiresAt,
    userAgent: device.userAgent?.replaceAll(/[^\x20-\x7e]/g, "").slice(0, 400) ?? null,
    ip: device.ip,
  };
}

function inBackground(deps: Deps, work: Promise<unknown>): void {
  work.catch((error: unknown) => deps.log.warn({ err: error }, "could not note the time of use"));
}
