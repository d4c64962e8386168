import { type CustomerRow, customerColumns } from "@/lib/customers/store";
import type { SessionKind } from "@/lib/generated/prisma/client";
import { purge } from "@/lib/platform/database/purge";
import type { Db, DbTransaction } from "@/lib/platform/db";

type SessionColumns = {
  sessionId: bigint;
  tokenHash: string;
  kind: SessionKind;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  freshAt: Date | null;
};

/** A sign-in with its customer, or a guest's session. */
export type FoundSession = SessionColumns & { customer: CustomerRow | null };

export type SessionRow = {
  id: bigint;
  kind: SessionKind;
  userAgent: string | null;
  ip: string | null;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
};

/** `customerId` is null for a guest's. */
export type NewSession = {
  tokenHash: string;
  kind: SessionKind;
  customerId: number | null;
  userAgent: string | null;
  ip: string;
  now: Date;
  expiresAt: Date;
  freshAt: Date | null;
};

// A joined relation would pass `attributes` through jsonb, which reorders their keys.
export const SESSIONS_SQL = `
  SELECT s.id AS "sessionId", s.token_hash AS "tokenHash", s.kind, s.created_at AS "createdAt",
    s.last_seen_at AS "lastSeenAt", s.expires_at AS "expiresAt", s.fresh_at AS "freshAt", ${customerColumns("c")}
  FROM session s LEFT JOIN customer c ON c.id = s.customer_id
  WHERE s.token_hash = ANY($1::text[])`;

/** Live or not. @param tokenHashes of whatever a request brought */
export async function findSessions(db: Db, tokenHashes: readonly string[]): Promise<FoundSession[]> {
  const rows = await db.readRows<SessionColumns & CustomerRow>(SESSIONS_SQL, [tokenHashes]);
  return rows.map(({ sessionId, tokenHash, kind, createdAt, lastSeenAt, expiresAt, freshAt, ...customer }) => ({
    ...{ sessionId, tokenHash, kind, createdAt, lastSeenAt, expiresAt, freshAt },
    customer: customer.id === null ? null : customer,
  }));
}

export async function readSessions(
  db: Db,
  customerId: number,
  { now, seenAfter }: { now: Date; seenAfter: Date },
): Promise<SessionRow[]> {
  return db.session.findMany({
    where: { customerId, expiresAt: { gt: now }, lastSeenAt: { gt: seenAfter } },
    orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }],
    select: { id: true, kind: true, userAgent: true, ip: true, createdAt: true, lastSeenAt: true, expiresAt: true },
  });
}

/** @returns the session's id */
export async function insertSession(db: Db | DbTransaction, session: NewSession): Promise<bigint> {
  const { now, userAgent, ...columns } = session;
  const { id } = await db.session.create({
    data: {
      ...columns,
      createdAt: now,
      lastSeenAt: now,
      userAgent: userAgent?.replaceAll(/[^\x20-\x7e]/g, "").slice(0, 400) ?? null,
    },
    select: { id: true },
  });
  return id;
}

/**
 * Notes a sign-in, if what it relies on still holds, and ends the sessions that it replaces and the customer's expired
 * ones. Locks the customer: whoever changes the credentials comes before this or ends the new session.
 * @param credentialsVersion as it was when the sign-in was checked
 * @returns null when the credentials have changed since, or the account is closed
 */
export async function recordSignIn(
  db: DbTransaction,
  { customerId, credentialsVersion }: { customerId: number; credentialsVersion: number },
  { replacedHashes, now }: { replacedHashes: readonly string[]; now: Date },
): Promise<{ requiresPasskey: boolean } | null> {
  const where = { id: customerId, credentialsVersion, isActive: true };
  const select = { requiresPasskey: true };
  const [account] = await db.customer.updateManyAndReturn({ where, data: { lastLogin: now }, select });
  if (!account) return null;
  await db.session.deleteMany({
    where: { OR: [{ customerId, expiresAt: { lte: now } }, { tokenHash: { in: [...replacedHashes] } }] },
  });
  return account;
}

export async function touchSession(db: Db, id: bigint, now: Date): Promise<void> {
  await db.session.updateMany({ where: { id }, data: { lastSeenAt: now } });
}

export async function markSessionFresh(db: DbTransaction, id: bigint, now: Date): Promise<void> {
  await db.session.updateMany({ where: { id }, data: { freshAt: now } });
}

/** @returns whether there was one */
export async function deleteSession(db: Db, customerId: number, id: bigint): Promise<boolean> {
  const { count } = await db.session.deleteMany({ where: { id, customerId } });
  return count === 1;
}

/** @returns whose they were, each customer once */
export async function deleteSessionsByHash(db: Db, tokenHashes: readonly string[]): Promise<number[]> {
  const where = { tokenHash: { in: [...tokenHashes] } };
  const ended = await db.session.findMany({ where, select: { customerId: true } });
  await db.session.deleteMany({ where });
  return [...new Set(ended.flatMap(({ customerId }) => customerId ?? []))];
}

/** By cookie and by token alike. @param keepId the session that stays; null for none */
export async function deleteOtherSessions(
  db: Db | DbTransaction,
  customerId: number,
  keepId: bigint | null,
): Promise<void> {
  await db.session.deleteMany({ where: { customerId, ...(keepId !== null && { id: { not: keepId } }) } });
}

/** Ends the oldest sign-ins by token beyond so many. */
export async function keepNewestTokenSessions(db: DbTransaction, customerId: number, count: number): Promise<void> {
  const where = { customerId, kind: "token" } as const;
  const select = { id: true } as const;
  const [newestToGo] = await db.session.findMany({ where, orderBy: { id: "desc" }, skip: count, take: 1, select });
  if (newestToGo) await db.session.deleteMany({ where: { ...where, id: { lte: newestToGo.id } } });
}

/** @returns how many */
export async function deleteDeadSessions(db: Db, { now, seenAfter }: { now: Date; seenAfter: Date }): Promise<number> {
  const rule = { table: "session", key: "id", until: "$1::timestamptz" };
  const expired = await purge(db, { ...rule, column: "expires_at" }, [now.toISOString()]);
  return expired + (await purge(db, { ...rule, column: "last_seen_at" }, [seenAfter.toISOString()]));
}
