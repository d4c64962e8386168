import { randomBytes } from "node:crypto";
import { clientColumns, recordActivity } from "@/lib/activity/store";
import type { SessionResponse } from "@/lib/auth/access-schema";
import { toSessionResponse } from "@/lib/auth/access-view";
import { idleSince } from "@/lib/auth/actor-service";
import { deviceHashes, rememberDevice } from "@/lib/auth/device-service";
import { endAccess } from "@/lib/auth/revocation-service";
import { type Actor, type CustomerActor, sessionIdOf } from "@/lib/auth/rules";
import {
  deleteDeadSessions,
  deleteSession,
  deleteSessionsByHash,
  findPasskeyRequirement,
  insertSession,
  insertSignIn,
  keepNewestTokenSessions,
  type NewSignIn,
  readSessions,
} from "@/lib/auth/session-store";
import type { Deps } from "@/lib/deps";
import { deliverSoon } from "@/lib/notifications/service";
import type { RunStatement } from "@/lib/platform/database/statements";
import { transact } from "@/lib/platform/database/transact";
import { DAY_MS } from "@/lib/platform/dates";
import type { DbTransaction } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import type { RequestContext } from "@/lib/platform/request-context";
import { sha256 } from "@/lib/platform/secrets";
import type { NewGuest, RightCode } from "@/lib/verification/store";

/*
 * One session system: an opaque random token whose hash is a row. Browsers, next-auth and the platform's clients carry it
 * in a cookie, clients without cookies in `Authorization: Token`.
 */

const TOKEN_BYTES = 32;
/** A customer's oldest sign-in by token ends with one more. */
const TOKEN_SESSIONS_MAX = 20;

type Client = Pick<RequestContext, "ip" | "userAgent">;

/** A token just issued, shown this once, and what rememberDevice came to: once committed, a queued mail is to be delivered. */
export type StartedSession = { token: string; deviceTokens: string[] | null; isTold: boolean };

export type SignIn = {
  customerId: number;
  /** As it was when the sign-in was checked. */
  credentialsVersion: number;
  /** What the account's owner reads of it. */
  activity?: "signed_in" | "registered";
  /** Whether it counts as a fresh sign-in. */
  isFresh?: boolean;
  /** Whether it was by a passkey, or by password and code together. */
  hasSecondFactor?: boolean;
};

type Carried = SignIn & {
  /** How its token, hex, is presented; a cookie unless told. */
  kind?: "cookie" | "token";
};
type From = Client & Partial<Pick<RequestContext, "deviceTokens" | "isBrowser">>;

/**
 * Starts a session and ends those that the actor brought.
 * @returns null when the credentials have changed meanwhile
 * @throws AppError `passkey_required` where the account asks for one
 */
export async function startSession(
  deps: Deps,
  actor: Pick<Actor, "sessionTokens">,
  signIn: Carried,
  context: From,
): Promise<StartedSession | null> {
  const usual = await startUsualSession(deps, actor, signIn, context);
  if (usual) return usual;
  const session = await transact(deps.db, (transaction) =>
    startSessionWithin(transaction, deps, actor, signIn, context),
  );
  if (session?.isTold) deliverSoon(deps);
  return session;
}

/**
 * The same for a usual device by cookie, which takes one statement. @param signIn.code used up with it, where there is one
 * @returns null, with nothing changed, where it takes more, or for what startSession refuses
 */
export async function startUsualSession(
  deps: Deps,
  actor: Pick<Actor, "sessionTokens">,
  { code = null, ...signIn }: Carried & { code?: RightCode | null },
  context: From,
): Promise<StartedSession | null> {
  const { token, row } = prepareSession(deps, actor, signIn, context);
  if (row.kind !== "cookie" || row.deviceHashes.length === 0) return null;
  const started = await insertSignIn(deps.db.writeRows, { ...row, code, mayBeNewDevice: false });
  return started && { token, deviceTokens: null, isTold: false };
}

/** The same in a transaction that does more. */
export async function startSessionWithin(
  transaction: DbTransaction,
  deps: Deps,
  actor: Pick<Actor, "sessionTokens">,
  signIn: Carried,
  context: From,
): Promise<StartedSession | null> {
  const { token, row } = prepareSession(deps, actor, signIn, context);
  const run: RunStatement = (sql, values) => transaction.$queryRawUnsafe(sql, ...values);
  const started = await insertSignIn(run, { ...row, code: null, mayBeNewDevice: true });
  if (!started) {
    if (!row.hasSecondFactor && (await findPasskeyRequirement(transaction, row)))
      throw new AppError("passkey_required");
    return null;
  }
  const { customerId, kind } = row;
  if (kind === "token") await keepNewestTokenSessions(transaction, customerId, TOKEN_SESSIONS_MAX);
  if (started.isKnownDevice) return { token, deviceTokens: null, isTold: false };
  return { token, ...(await rememberDevice(transaction, deps, customerId, deviceOf(context))) };
}

function prepareSession(
  deps: Deps,
  actor: Pick<Actor, "sessionTokens">,
  { isFresh = true, hasSecondFactor = false, activity = "signed_in", kind = "cookie", ...account }: Carried,
  context: From,
): { token: string; row: Omit<NewSignIn, "mayBeNewDevice" | "code"> } {
  const token = randomToken();
  const now = deps.now();
  const row = {
    ...{ ...account, hasSecondFactor, activity, kind, now, tokenHash: sha256(token), freshAt: isFresh ? now : null },
    ...{ ip: context.ip, userAgent: context.userAgent },
    expiresAt: new Date(now.getTime() + deps.env.SESSION_MAX_AGE_DAYS * DAY_MS),
    replacedHashes: kind === "cookie" ? actor.sessionTokens.map(sha256) : [],
    deviceHashes: deviceHashes(account.customerId, deviceOf(context)),
  };
  return { token, row };
}

function deviceOf({ userAgent, deviceTokens = [], isBrowser = false }: From) {
  return { userAgent, deviceTokens, isBrowser };
}

/** A guest's session, to be inserted: it ties the steps of a challenge together and lets nobody in. */
export function newGuestSession(deps: Deps, { ip, userAgent }: Client): { token: string; guest: NewGuest } {
  const token = randomToken();
  const now = deps.now();
  const expiresAt = new Date(now.getTime() + deps.env.GUEST_SESSION_SECONDS * 1000);
  const client = { ip, userAgent: clientColumns({ ip, userAgent }).userAgent };
  return { token, guest: { ...client, tokenHash: sha256(token), now, expiresAt } };
}

const SHADOW_SESSION_SECONDS = 3600;

/**
 * Reads as a customer does whom another platform has signed in, for comparing answers: no sign-in of theirs, and never
 * fresh. @returns the token, this once
 */
export async function startShadowSession(deps: Deps, customerId: number): Promise<string> {
  const token = randomToken();
  const now = deps.now();
  const expiresAt = new Date(now.getTime() + SHADOW_SESSION_SECONDS * 1000);
  const client = { userAgent: "shadow", ip: "unknown" };
  await insertSession(deps.db, {
    ...client,
    ...{ tokenHash: sha256(token), kind: "token", customerId, now, expiresAt, freshAt: null },
  });
  return token;
}

/** Ends the sessions of cookies, a guest's too. */
export async function endSessions(deps: Deps, tokens: readonly string[], { ip, userAgent }: Client): Promise<void> {
  if (tokens.length === 0) return;
  for (const customerId of await deleteSessionsByHash(deps.db, tokens.map(sha256))) {
    await recordActivity(deps.db, customerId, { kind: "signed_out", at: deps.now(), context: { ip, userAgent } });
  }
}

/** Browsers and clients that are signed in: the one that asks, then the others by when they were last seen. */
export async function listSessions(deps: Deps, actor: CustomerActor): Promise<SessionResponse[]> {
  const rows = await readSessions(deps.db, actor.customer.id, { now: deps.now(), seenAfter: idleSince(deps) });
  const sessions = rows.map((row) => toSessionResponse(row, sessionIdOf(actor)));
  return sessions.sort((one, other) => Number(other.is_current) - Number(one.is_current));
}

/** @throws AppError `not_found` when the session is not theirs */
export async function endSession(
  deps: Deps,
  { customer }: CustomerActor,
  id: bigint,
  context: RequestContext,
): Promise<void> {
  if (!(await deleteSession(deps.db, customer.id, id))) throw new AppError("not_found");
  await recordActivity(deps.db, customer.id, { kind: "session_ended", at: deps.now(), context });
}

export async function endEveryOtherSession(deps: Deps, actor: CustomerActor, context: RequestContext): Promise<void> {
  const { customer } = actor;
  await transact(deps.db, async (transaction) => {
    await endAccess(transaction, deps, customer.id, { keepSessionId: sessionIdOf(actor), personalTokens: false });
    await recordActivity(transaction, customer.id, { kind: "other_sessions_ended", at: deps.now(), context });
  });
}

/** Deletes the sessions that no token can revive. @returns how many */
export function purgeSessions(deps: Deps): Promise<number> {
  return deleteDeadSessions(deps.db, { now: deps.now(), seenAfter: idleSince(deps) });
}

function randomToken(): string {
  return randomBytes(TOKEN_BYTES).toString("hex");
}
