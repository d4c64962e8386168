import type { Actor, ChallengeHolder, CustomerActor } from "@/lib/auth/rules";
import { type FoundSession, findSessions, touchSession } from "@/lib/auth/session-store";
import { hasAccess } from "@/lib/auth/store";
import { findTokenCustomer, touchToken } from "@/lib/auth/token-store";
import { lockCustomer } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { DAY_MS } from "@/lib/platform/dates";
import type { DbTransaction } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { sha256 } from "@/lib/platform/secrets";

/* Who asks: the cookies and the `Authorization` of a request, read as an actor. */

export const SESSION_COOKIE = "osessionid";
/** The platform's other name for the same cookie. */
const SESSION_COOKIE_ALIAS = "sessionid";

/** How stale `last_seen_at` and `last_used_at` may be: one write an hour instead of one a request. */
const TOUCH_AFTER_MS = 3_600_000;

/** Whether a cookie has a name of our session's. */
export function isSessionCookie(name: string): boolean {
  return name === SESSION_COOKIE || name === SESSION_COOKIE_ALIAS;
}

type Cookies = readonly { name: string; value: string }[];

/** The actor of a request that is not asked who it is from. */
export function guestOf(cookies: Cookies): Actor {
  const values = cookies.filter(({ name, value }) => isSessionCookie(name) && value).map(({ value }) => value);
  return { customer: null, access: null, freshAt: null, sessionTokens: [...new Set(values)] };
}

/**
 * Who asks, by API token or session cookie, in one query; a guest otherwise.
 * @throws AppError `token_invalid` for a bad token, even beside a good cookie; `session_ambiguous`
 */
export async function findActor(deps: Deps, cookies: Cookies, authorization: string | null): Promise<Actor> {
  const guest = guestOf(cookies);
  const scheme = /^token(?:\s+(.*))?$/i.exec(authorization?.trim() ?? "");
  if (scheme) return getTokenActor(deps, scheme[1] ?? "", guest);
  const session = await findLiveSession(deps, guest.sessionTokens);
  return session?.customer ? toActor(deps, session, session.customer, [session.token]) : guest;
}

/** The customer behind a session cookie's value; null when it is unknown, expired, idle for too long, or a guest's. */
export async function findSessionActor(deps: Deps, token: string): Promise<CustomerActor | null> {
  const session = await findLiveSession(deps, [token]);
  return session?.customer ? toActor(deps, session, session.customer, []) : null;
}

/** The actor with the live session that the cookies name, a guest's too. @throws AppError `session_ambiguous` */
export async function findSessionHolder(deps: Deps, actor: Actor): Promise<ChallengeHolder | null> {
  const session = await findLiveSession(deps, actor.sessionTokens);
  return session && { ...actor, access: { kind: "session", id: session.sessionId } };
}

/** Of several values of our cookie the live session's; a single one as it is. @throws AppError `session_ambiguous` */
export async function findLiveToken(deps: Deps, cookies: Cookies): Promise<string | undefined> {
  const { sessionTokens } = guestOf(cookies);
  if (sessionTokens.length < 2) return sessionTokens[0];
  return (await findLiveSession(deps, sessionTokens))?.token;
}

/**
 * The one live session among the values of cookies. The others are dead, or of another application under our names: they
 * count as absent.
 * @throws AppError `session_ambiguous` for two live ones
 */
async function findLiveSession(
  deps: Deps,
  tokens: readonly string[],
): Promise<(FoundSession & { token: string }) | null> {
  if (tokens.length === 0) return null;
  const hashes = tokens.map(sha256);
  const found = await findSessions(deps.db, hashes);
  const live = found.filter((session) => session.kind === "cookie" && isLive(deps, session));
  if (live.length > 1) throw new AppError("session_ambiguous");
  const [session] = live;
  return session ? { ...session, token: tokens[hashes.indexOf(session.tokenHash)] ?? "" } : null;
}

function isLive(deps: Deps, { expiresAt, lastSeenAt, customer }: FoundSession): boolean {
  return expiresAt > deps.now() && lastSeenAt > idleSince(deps) && (customer === null || customer.isActive);
}

function toActor(
  deps: Deps,
  { sessionId, kind, lastSeenAt, freshAt }: FoundSession,
  customer: NonNullable<FoundSession["customer"]>,
  sessionTokens: readonly string[],
): CustomerActor {
  const now = deps.now();
  if (now.getTime() - lastSeenAt.getTime() > TOUCH_AFTER_MS) {
    inBackground(deps, touchSession(deps.db, sessionId, now));
  }
  return {
    customer,
    access: { kind: kind === "token" ? "bearer" : "session", id: sessionId },
    freshAt,
    sessionTokens,
  };
}

async function getTokenActor(deps: Deps, key: string, guest: Actor): Promise<CustomerActor> {
  const tokenHash = sha256(key);
  const row = await findTokenCustomer(deps.db, tokenHash);
  const now = deps.now();
  if (!row) {
    const [session] = await findSessions(deps.db, [tokenHash]);
    if (session?.kind !== "token" || !session.customer || !isLive(deps, session)) throw new AppError("token_invalid");
    return toActor(
      deps,
      session,
      session.customer,
      guest.sessionTokens.filter((token) => token === key),
    );
  }
  if (!row.isActive || (row.expiresAt && row.expiresAt <= now)) throw new AppError("token_invalid");
  const { tokenId, createdAt: _createdAt, lastUsedAt, expiresAt: _expiresAt, clientType, ...customer } = row;
  if (now.getTime() - (lastUsedAt?.getTime() ?? 0) > TOUCH_AFTER_MS) {
    inBackground(deps, touchToken(deps.db, tokenId, now));
  }
  // It shows who made it, not who holds it now: never fresh.
  return { customer, access: { kind: "token", id: tokenId, clientType }, freshAt: null, sessionTokens: [] };
}

/** What a request has shown, to be used up or asked for again by what it allows. */
export type Proof = { consume(transaction: DbTransaction): Promise<void> };

/**
 * Comes first in each transaction that changes what opens an account, or gives the account up: the request may have
 * waited for its body or for a turn to hash, and the owner have ended all access meanwhile. Locks the customer, so that
 * whoever recovers the account does so before this, or ends what is made by it as well.
 * @param proof null where the sign-in is enough
 * @throws AppError `not_authenticated` once the session or token has ended, and what the proof throws
 */
export async function lockActor(
  transaction: DbTransaction,
  { customer, access }: CustomerActor,
  proof: Proof | null = null,
): Promise<void> {
  await lockCustomer(transaction, customer.id);
  if (!(await hasAccess(transaction, customer.id, access))) throw new AppError("not_authenticated");
  await proof?.consume(transaction);
}

/** Who was seen last before this is signed out. */
export function idleSince({ env, now }: Deps): Date {
  return new Date(now().getTime() - env.SESSION_IDLE_DAYS * DAY_MS);
}

function inBackground(deps: Deps, work: Promise<unknown>): void {
  work.catch((error: unknown) => deps.log.warn({ err: error }, "failed to record last use"));
}
