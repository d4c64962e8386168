import type { LedgerEntry } from "@/lib/adapters/loyalty-provider/port";
import type { Prisma } from "@/lib/generated/prisma/client";
import { insertMany } from "@/lib/platform/database/insert-many";
import { transact } from "@/lib/platform/database/transact";
import type { Db, DbTransaction } from "@/lib/platform/db";
import { announcePoints } from "@/lib/points/announcement-service";
import { type Entry, expiryReference, settleEntries } from "@/lib/points/rules";

/*
 * No other domain reads or writes this table: the programme stands for a system of its own. Only what is still open of a
 * member's points is looked at, and a page of the ledger at a time, never the whole of it.
 *
 * Between two changes this holds: what is left of the points that count is what can be spent, and nothing while there is
 * a debt. Points and the ids of entries are bigint in rows and safe integers here: the service lets no other points in.
 */

export type LedgerDeps = { db: Db; now: () => Date };

const entrySelect = {
  id: true,
  memberId: true,
  kind: true,
  points: true,
  description: true,
  reference: true,
  at: true,
  availableAt: true,
  expiresAt: true,
  reversesId: true,
} satisfies Prisma.LoyaltyEntrySelect;

type EntryRow = Prisma.LoyaltyEntryGetPayload<{ select: typeof entrySelect }>;
type StoredEntry = Omit<EntryRow, "memberId"> & { memberId?: bigint };

export type NewEntry = Omit<Entry, "id">;

/** For whoever waits for a busy member, or for a free connection. */
export const TRANSACTION = { maxWait: 10_000, timeout: 20_000 };

/* In the SQL below, $1 is the member and $2 the time. */
export const COUNTS = "(available_at IS NULL OR available_at <= $2::timestamptz)";
export const OPEN = `FROM loyalty_entry WHERE member_id = $1 AND remaining > 0 AND ${COUNTS}`;
export const PENDING = `COALESCE((
  SELECT SUM(points) FROM loyalty_entry WHERE member_id = $1 AND available_at > $2::timestamptz
), 0)`;
export const SPENDABLE = `(
  COALESCE((SELECT total FROM loyalty_entry WHERE member_id = $1 ORDER BY id DESC LIMIT 1), 0) - ${PENDING}
)`;

/** A member whose row is locked: nobody else changes their points meanwhile. What is due by `now` has expired. */
export type LockedMember = {
  transaction: DbTransaction;
  id: bigint;
  isActive: boolean;
  /** The sum of all their entries; grows with each that is appended. */
  total: number;
  now: Date;
  /** What was appended since it was locked. */
  appended: NewEntry[];
};

/** Works while nobody else changes the member's points, with what is due expired. */
export function withLockedMember<T>(
  { db, now }: LedgerDeps,
  id: bigint,
  work: (member: LockedMember) => Promise<T>,
): Promise<T> {
  return transact(
    db,
    async (transaction) => {
      const [row] = await transaction.$queryRaw<{ isActive: boolean; accountNumber: string }[]>`
      SELECT is_active AS "isActive", account_number AS "accountNumber" FROM loyalty_member WHERE id = ${id} FOR UPDATE`;
      if (!row) throw new Error("The member is gone.");
      await completeEntries(transaction, id);
      // Only now: the time while waiting for the row belongs to others.
      const total = await readTotal(transaction, id);
      const member: LockedMember = { transaction, id, isActive: row.isActive, total, now: now(), appended: [] };
      await settleLots(member);
      await expireDueLots(member);
      const result = await work(member);
      await announcePoints(transaction, { now }, row.accountNumber, member.appended);
      return result;
    },
    TRANSACTION,
  );
}

/** @param lotId whose points a debit takes first; of the entry that it reverses unless told otherwise */
export async function appendEntry(
  member: LockedMember,
  entry: NewEntry,
  lotId: number | null = entry.reversesId,
): Promise<Entry> {
  const { transaction, id: memberId } = member;
  const total = member.total + entry.points;
  const remaining = Math.max(0, entry.points);
  const row = await transaction.loyaltyEntry.create({
    data: { ...entry, memberId, total, remaining },
    select: entrySelect,
  });
  member.total = total;
  member.appended.push(entry);
  if (entry.points < 0 && lotId !== null) await takeFromLot(transaction, lotId, -entry.points);
  await settleLots(member);
  return toEntry(row);
}

const ENTRY_TYPES = {
  memberId: "bigint",
  kind: '"LoyaltyEntryKind"',
  points: "bigint",
  total: "bigint",
  remaining: "bigint",
  description: "text",
  reference: "text",
  at: "timestamptz",
  expiresAt: "timestamptz",
};

/** The first entries of new members, one for each, of points that count at once. */
export async function insertFirstEntries(
  transaction: DbTransaction,
  entries: readonly (Pick<NewEntry, "kind" | "points" | "description" | "reference" | "at" | "expiresAt"> & {
    memberId: bigint;
  })[],
): Promise<void> {
  const rows = entries.map(({ memberId, ...entry }) => {
    return { ...entry, memberId: String(memberId), total: entry.points, remaining: entry.points };
  });
  await insertMany(transaction, "loyalty_entry", ENTRY_TYPES, rows);
}

async function takeFromLot(transaction: DbTransaction, lotId: number, points: number): Promise<void> {
  await transaction.$executeRaw`
    UPDATE loyalty_entry SET remaining = GREATEST(0, remaining - ${points}::bigint) WHERE id = ${lotId}`;
}

/** Takes what is left of points beyond what can be spent, first what expires first: spent points, and those that work off a debt. */
async function settleLots({ transaction, id, now }: LockedMember): Promise<void> {
  await transaction.$executeRawUnsafe(
    `WITH lot AS (
       SELECT id, remaining, SUM(remaining) OVER (ORDER BY expires_at NULLS LAST, id) - remaining AS before ${OPEN}
     ), excess AS (
       SELECT SUM(remaining) - GREATEST(0, ${SPENDABLE}) AS points FROM lot
     )
     UPDATE loyalty_entry SET remaining = lot.remaining - LEAST(lot.remaining, excess.points - lot.before)
     FROM lot, excess WHERE loyalty_entry.id = lot.id AND lot.before < excess.points`,
    id,
    now.toISOString(),
  );
}

async function expireDueLots(member: LockedMember): Promise<void> {
  const { transaction, id, now } = member;
  const lots = await transaction.loyaltyEntry.findMany({
    where: { memberId: id, remaining: { gt: 0 }, expiresAt: { lte: now } },
    orderBy: { id: "asc" },
    select: { id: true, remaining: true },
  });
  for (const lot of lots) {
    const nothing = { description: "", availableAt: null, expiresAt: null, reversesId: null };
    const points = 0 - Number(lot.remaining);
    const id = Number(lot.id);
    const expiry = { ...nothing, kind: "expire", points, reference: expiryReference(id), at: now } as const;
    await appendEntry(member, expiry, id);
  }
}

/** Goes once through the ledger of a member whose newest entries an older release has written. */
async function completeEntries(transaction: DbTransaction, memberId: bigint): Promise<void> {
  const where = { memberId, remaining: null };
  if (!(await transaction.loyaltyEntry.findFirst({ where, select: { id: true } }))) return;
  const rows = await transaction.loyaltyEntry.findMany({
    where: { memberId },
    orderBy: { id: "asc" },
    select: entrySelect,
  });
  const settled = JSON.stringify(settleEntries(rows.map(toEntry)));
  await transaction.$executeRaw`
    UPDATE loyalty_entry SET total = settled.total, remaining = settled.remaining
    FROM json_to_recordset(${settled}::json) AS settled(id bigint, total bigint, remaining bigint)
    WHERE loyalty_entry.id = settled.id`;
}

async function readTotal(transaction: DbTransaction, memberId: bigint): Promise<number> {
  const newest = await transaction.loyaltyEntry.findFirst({
    where: { memberId },
    orderBy: { id: "desc" },
    select: { total: true },
  });
  return Number(newest?.total ?? 0);
}

/** Of any member. */
export async function findEntry(
  db: DbTransaction,
  reference: string,
): Promise<{ memberId: bigint; entry: Entry } | null> {
  const row = await db.loyaltyEntry.findUnique({ where: { reference }, select: entrySelect });
  return row && { memberId: row.memberId, entry: toEntry(row) };
}

/** Of an entry, what was neither reversed nor has expired, signed as the entry. */
export async function readUnreversed(db: DbTransaction, { id, points }: Entry): Promise<number> {
  const { _sum: gone } = await db.loyaltyEntry.aggregate({
    where: { OR: [{ reversesId: id }, { reference: expiryReference(id) }] },
    _sum: { points: true },
  });
  return points + Number(gone.points ?? 0);
}

/** An entry with the balance after it, of what counts by now. */
export type LedgerLine = Entry & Pick<LedgerEntry, "balance">;

/**
 * Some of the ledger, newest first, with what is due expired.
 * @param before id of an entry; null for the newest
 */
export async function readLines(
  deps: LedgerDeps,
  memberId: bigint,
  { before, limit }: { before: number | null; limit: number },
): Promise<LedgerLine[]> {
  await settleDue(deps, memberId);
  // An expiry of nothing, as older releases wrote it, only said that its lot was settled.
  const rows = await deps.db.$queryRawUnsafe<(EntryRow & { balance: bigint })[]>(
    `SELECT id, kind::text AS kind, points, description, reference, at, available_at AS "availableAt",
       expires_at AS "expiresAt", reverses_id AS "reversesId", (total - COALESCE((
         SELECT SUM(later.points) FROM loyalty_entry later
         WHERE later.member_id = $1 AND later.available_at > $2::timestamptz AND later.id <= line.id
       ), 0))::bigint AS balance
     FROM loyalty_entry line
     WHERE member_id = $1 AND points <> 0 AND id < $3 ORDER BY id DESC LIMIT $4`,
    memberId,
    deps.now().toISOString(),
    before ?? ID_MAX,
    limit,
  );
  return rows.map(({ balance, ...row }) => ({ ...toEntry(row), balance: Number(balance) }));
}

/** Ids beyond it are no exact numbers. */
export const ID_MAX = Number.MAX_SAFE_INTEGER;

/** Brings a member's points up to date where time alone, or an older release, has left something to do. */
export async function settleDue(deps: LedgerDeps, memberId: bigint): Promise<void> {
  const [row] = await deps.db.$queryRawUnsafe<{ isDue: boolean }[]>(
    `SELECT EXISTS (SELECT 1 FROM loyalty_entry WHERE member_id = $1 AND remaining IS NULL)
       OR EXISTS (SELECT 1 ${OPEN} AND expires_at <= $2::timestamptz)
       OR COALESCE((SELECT SUM(remaining) ${OPEN}), 0) > GREATEST(0, ${SPENDABLE}) AS "isDue"`,
    memberId,
    deps.now().toISOString(),
  );
  if (row?.isDue) await withLockedMember(deps, memberId, async () => {});
}

/** A lot whose time is up. */
export type DueLot = { id: bigint; memberId: bigint; expiresAt: string };

/** The longest due first, and those whose member is still to be gone through. @param after the last one of the round before */
export async function findDueLots(
  db: Db,
  { now, after, max }: { now: Date; after: DueLot | undefined; max: number },
): Promise<DueLot[]> {
  // As text, since a Date is not exact to the microsecond.
  return db.$queryRawUnsafe<DueLot[]>(
    `SELECT id, member_id AS "memberId", expires_at::text AS "expiresAt" FROM loyalty_entry
     WHERE (remaining IS NULL OR remaining > 0) AND expires_at <= $1::timestamptz
       AND (expires_at, id) > ($2::timestamptz, $3)
     ORDER BY expires_at, id LIMIT ${max}`,
    now.toISOString(),
    after?.expiresAt ?? "-infinity",
    after?.id ?? 0n,
  );
}

function toEntry({ memberId: _member, id, points, reversesId, ...row }: StoredEntry): Entry {
  const reverses = reversesId === null ? null : Number(reversesId);
  return { ...row, id: Number(id), points: Number(points), reversesId: reverses };
}
