import { type CustomerRow, customerColumns } from "@/lib/customers/store";
import type { Db, DbTransaction } from "@/lib/platform/db";

export type SessionCustomerRow = CustomerRow & {
  sessionId: number;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
};

export type SessionRow = {
  id: number;
  userAgent: string | null;
  ip: string | null;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
};

/** `customerId` is null for a guest's. */
export type NewSession = {
  tokenHash: string;
  customerId: number | null;
  userAgent: string | null;
  ip: string;
  now: Date;
  expiresAt: Date;
};

// Plain SQL: every signed-in request runs it. A joined relation takes twice the time, and passes `attributes` through
// jsonb, which reorders their keys.
const SESSION_SQL = `
  SELECT s.id AS "sessionId", s.created_at AS "createdAt", s.last_seen_at AS "lastSeenAt", s.expires_at AS "expiresAt",
    ${customerColumns("c")}
  FROM session s JOIN customer c ON c.id = s.customer_id
  WHERE s.token_hash = $1`;

/** Null for a guest's session and for none. */
export async function findSessionCustomer(db: Db, tokenHash: string): Promise<SessionCustomerRow | null> {
  const [row] = await db.$queryRawUnsafe<SessionCustomerRow[]>(SESSION_SQL, tokenHash);
  return row ?? null;
}

/** Finds a guest's session too. @param seenAfter an idle one is over */
export async function findLiveSession(
  db: Db,
  tokenHash: string,
  { now, seenAfter }: { now: Date; seenAfter: Date },
): Promise<{ id: number; customerId: number | null } | null> {
  return db.session.findFirst({
    where: { tokenHash, expiresAt: { gt: now }, lastSeenAt: { gt: seenAfter } },
    select: { id: true, customerId: true },
  });
}

export async function readSessions(
  db: Db,
  customerId: number,
  { now, seenAfter }: { now: Date; seenAfter: Date },
): Promise<SessionRow[]> {
  return db.session.findMany({
    where: { customerId, expiresAt: { gt: now }, lastSeenAt: { gt: seenAfter } },
    orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }],
    select: { id: true, userAgent: true, ip: true, createdAt: true, lastSeenAt: true, expiresAt: true },
  });
}

/** @returns the session's id */
export async function insertSession(db: Db | DbTransaction, session: NewSession): Promise<number> {
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

/** Notes a sign-in and ends the sessions that it replaces and the customer's expired ones. */
export async function recordSignIn(
  db: DbTransaction,
  customerId: number,
  { replacedHashes, now }: { replacedHashes: readonly string[]; now: Date },
): Promise<void> {
  await db.session.deleteMany({
    where: { OR: [{ customerId, expiresAt: { lte: now } }, { tokenHash: { in: [...replacedHashes] } }] },
  });
  await db.customer.updateMany({ where: { id: customerId }, data: { lastLogin: now } });
}

export async function touchSession(db: Db, id: number, now: Date): Promise<void> {
  await db.session.updateMany({ where: { id }, data: { lastSeenAt: now } });
}

/** @returns whether there was one */
export async function deleteSession(db: Db, customerId: number, id: number): Promise<boolean> {
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

/** @param keepId the session that stays; null for none */
export async function deleteOtherSessions(
  db: Db | DbTransaction,
  customerId: number,
  keepId: number | null,
): Promise<void> {
  await db.session.deleteMany({ where: { customerId, ...(keepId !== null && { id: { not: keepId } }) } });
}

/** @returns how many */
export async function deleteDeadSessions(db: Db, { now, seenAfter }: { now: Date; seenAfter: Date }): Promise<number> {
  const { count } = await db.session.deleteMany({
    where: { OR: [{ expiresAt: { lte: now } }, { lastSeenAt: { lte: seenAfter } }] },
  });
  return count;
}
