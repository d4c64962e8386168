import type { ActivityKind } from "@/lib/activity/schema";
import { clientColumns } from "@/lib/activity/store";
import { type CustomerRow, customerColumns } from "@/lib/customers/store";
import type { SessionKind } from "@/lib/generated/prisma/client";
import { purge } from "@/lib/platform/database/purge";
import { isUndone, type RunStatement, wholeIf } from "@/lib/platform/database/statements";
import type { Db, DbTransaction } from "@/lib/platform/db";
import { consumeSql, type RightCode } from "@/lib/verification/store";

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

export type NewSession = {
  tokenHash: string;
  kind: SessionKind;
  customerId: number;
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

export async function insertSession(db: Db, session: NewSession): Promise<void> {
  const { now, ...columns } = session;
  const { userAgent } = clientColumns(session);
  await db.session.create({ data: { ...columns, createdAt: now, lastSeenAt: now, userAgent }, select: { id: true } });
}

export type NewSignIn = NewSession & {
  /** As it was when the sign-in was checked. */
  credentialsVersion: number;
  hasSecondFactor: boolean;
  /** Sessions that it replaces, besides the customer's expired ones. */
  replacedHashes: readonly string[];
  /** What the device it comes from is known by. */
  deviceHashes: readonly string[];
  /** Whether a device that is not known may sign in too. */
  mayBeNewDevice: boolean;
  /** Used up with it; null for none. */
  code: RightCode | null;
  activity: ActivityKind;
};

const MAY_SIGN_IN = `
  id = $1 AND credentials_version = $2 AND is_active AND (NOT requires_passkey OR $4::boolean)
  AND ($5::boolean OR EXISTS (SELECT FROM known_device WHERE customer_id = $1 AND token_hash = ANY($6::text[])))`;

/** In one statement, which is all that most sign-ins take. @param whole when a code is used up: both or none */
function signInSql({ used = "", ifUsed = "", whole = "", from = "account" } = {}): string {
  return `
    WITH ${used} account AS (
      UPDATE customer SET last_login = $3::timestamptz WHERE ${MAY_SIGN_IN} ${ifUsed}
      RETURNING id
    ), ended AS (
      DELETE FROM session s USING account
      WHERE (s.customer_id = account.id AND s.expires_at <= $3::timestamptz) OR s.token_hash = ANY($7::text[])
    ), started AS (
      INSERT INTO session
        (token_hash, kind, customer_id, created_at, last_seen_at, expires_at, fresh_at, user_agent, ip)
      SELECT $8, $9::"SessionKind", id, $3::timestamptz, $3::timestamptz, $10::timestamptz, $11::timestamptz, $12, $13
      FROM account
    ), device AS (
      UPDATE known_device d SET last_seen_at = $3::timestamptz FROM account
      WHERE d.customer_id = account.id AND d.token_hash = ANY($6::text[]) RETURNING d.id
    ), told AS (
      INSERT INTO activity (customer_id, kind, at, ip, user_agent)
      SELECT id, $14::"ActivityKind", $3::timestamptz, $15, $12 FROM account
    )
    SELECT EXISTS (SELECT FROM device) AS "isKnownDevice" ${whole} FROM ${from}`;
}

const SIGN_IN_SQL = signInSql();
const CODE_SIGN_IN_SQL = signInSql({
  used: `used AS (${consumeSql("$16", "$17")} AND EXISTS (SELECT FROM customer WHERE ${MAY_SIGN_IN}) RETURNING id),`,
  ifUsed: "AND EXISTS (SELECT FROM used)",
  whole: `, ${wholeIf("account.id IS NOT NULL")}`,
  from: "used LEFT JOIN account ON true",
});

/**
 * Starts a customer's session, if what the sign-in relies on still holds, and ends those that it replaces. Locks the
 * customer: whoever changes the credentials comes before this or ends the new session.
 * @param run within a transaction, or alone where a code is used up @returns null when nothing was changed
 */
export async function insertSignIn(run: RunStatement, signIn: NewSignIn): Promise<{ isKnownDevice: boolean } | null> {
  const { customerId, credentialsVersion, now, hasSecondFactor, mayBeNewDevice, deviceHashes, replacedHashes } = signIn;
  const { ip, userAgent } = clientColumns(signIn);
  const values = [
    ...[customerId, credentialsVersion, now, hasSecondFactor, mayBeNewDevice, deviceHashes, replacedHashes],
    ...[signIn.tokenHash, signIn.kind, signIn.expiresAt, signIn.freshAt, userAgent, signIn.ip, signIn.activity, ip],
  ];
  const { code } = signIn;
  const sql = code ? CODE_SIGN_IN_SQL : SIGN_IN_SQL;
  try {
    const [started] = await run<{ isKnownDevice: boolean }>(sql, [
      ...values,
      ...(code ? [code.verificationId, code.codeHash] : []),
    ]);
    return started ?? null;
  } catch (error) {
    if (isUndone(error)) return null;
    throw error;
  }
}

/** Whether a customer's sign-ins need a passkey. @returns null where the account is closed or its credentials are others */
export async function findPasskeyRequirement(
  db: DbTransaction,
  { customerId: id, credentialsVersion }: Pick<NewSignIn, "customerId" | "credentialsVersion">,
): Promise<boolean | null> {
  const where = { id, credentialsVersion, isActive: true };
  const account = await db.customer.findFirst({ where, select: { requiresPasskey: true } });
  return account?.requiresPasskey ?? null;
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
