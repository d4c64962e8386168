import type { Prisma } from "@/lib/generated/prisma/client";
import type { Db, DbTransaction } from "@/lib/platform/db";
import { dueLots, type Entry, expiryReference } from "@/lib/points/rules";

/* Nobody else reads or writes these two tables: the programme stands for a system of its own. */

export type LedgerDeps = { db: Db; now: () => Date };

export const memberSelect = {
  id: true,
  accountNumber: true,
  firstName: true,
  lastName: true,
  phone: true,
  email: true,
  gender: true,
  dateOfBirth: true,
  emailAllowed: true,
  smsAllowed: true,
  callAllowed: true,
  isActive: true,
} satisfies Prisma.LoyaltyMemberSelect;

export type MemberRow = Prisma.LoyaltyMemberGetPayload<{ select: typeof memberSelect }>;

export type MemberColumns = Omit<MemberRow, "id" | "accountNumber" | "isActive"> & {
  phoneCanonical: string | null;
  emailCanonical: string | null;
};

const entrySelect = {
  id: true,
  kind: true,
  points: true,
  description: true,
  reference: true,
  at: true,
  availableAt: true,
  expiresAt: true,
  reversesId: true,
} satisfies Prisma.LoyaltyEntrySelect;

/** For whoever waits for a busy member, or for a free connection. */
const TRANSACTION = { maxWait: 10_000, timeout: 20_000 };

/**
 * Writes a member with their welcome points. @returns false when the creation key, or by chance the account number, is
 * taken
 */
export async function insertMember(
  db: Db,
  member: MemberColumns & { accountNumber: string; creationKey: string },
  { points, at, expiresAt }: { points: number; at: Date; expiresAt: Date },
): Promise<boolean> {
  return db.$transaction(async (transaction) => {
    // Whoever sends the same key at once waits here for the first.
    await transaction.loyaltyMember.createMany({ data: { ...member, joinedAt: at }, skipDuplicates: true });
    const { creationKey, accountNumber } = member;
    const row = await transaction.loyaltyMember.findUnique({
      where: { creationKey, accountNumber },
      select: { id: true },
    });
    if (row === null) return false;
    const reference = `welcome:${row.id}`;
    if (points > 0) {
      await transaction.loyaltyEntry.create({
        data: { memberId: row.id, kind: "welcome", points, description: "", reference, at, expiresAt },
        select: { id: true },
      });
    }
    return true;
  }, TRANSACTION);
}

export function findMemberByCreationKey(db: Db, creationKey: string): Promise<MemberRow | null> {
  return db.loyaltyMember.findUnique({ where: { creationKey }, select: memberSelect });
}

export function findMember(db: Db, accountNumber: string): Promise<MemberRow | null> {
  return db.loyaltyMember.findUnique({ where: { accountNumber }, select: memberSelect });
}

/** By canonical forms; closed ones too, oldest first. */
export async function findMembers(
  db: Db,
  { phone, email }: { phone: string | null; email: string | null },
): Promise<MemberRow[]> {
  const either: Prisma.LoyaltyMemberWhereInput[] = [];
  if (phone !== null) either.push({ phoneCanonical: phone });
  if (email !== null) either.push({ emailCanonical: email });
  return db.loyaltyMember.findMany({ where: { OR: either }, orderBy: { id: "asc" }, select: memberSelect });
}

export function readMembers(db: Db, max: number): Promise<MemberRow[]> {
  return db.loyaltyMember.findMany({ orderBy: { id: "asc" }, take: max, select: memberSelect });
}

/** @returns null when there is no such member */
export async function updateMember(
  db: Db,
  accountNumber: string,
  change: Partial<MemberColumns> & { isActive?: boolean },
): Promise<MemberRow | null> {
  const [row] = await db.loyaltyMember.updateManyAndReturn({
    where: { accountNumber },
    data: change,
    select: memberSelect,
  });
  return row ?? null;
}

/**
 * In the order in which it was written, expired up to now; whole, since what is left of a lot depends on what follows.
 * @returns null when there is no such member
 */
export async function readLedger(deps: LedgerDeps, accountNumber: string): Promise<Entry[] | null> {
  const member = await findMember(deps.db, accountNumber);
  if (member === null) return null;
  const entries = await readEntries(deps.db, member.id);
  if (dueLots(entries, deps.now()).length === 0) return entries;
  return withLockedMember(deps, member.id, async (locked) => locked.entries);
}

function readEntries(db: Db | DbTransaction, memberId: number): Promise<Entry[]> {
  return db.loyaltyEntry.findMany({ where: { memberId }, orderBy: { id: "asc" }, select: entrySelect });
}

/** A member whose row is locked: nobody else changes their points meanwhile. */
export type LockedMember = {
  transaction: DbTransaction;
  id: number;
  isActive: boolean;
  /** Expired up to `now`. */
  entries: Entry[];
  now: Date;
};

/** Works while nobody else changes the member's points, with what is due expired. */
export function withLockedMember<T>(
  { db, now }: LedgerDeps,
  id: number,
  work: (member: LockedMember) => Promise<T>,
): Promise<T> {
  return db.$transaction(async (transaction) => {
    const [row] = await transaction.$queryRaw<{ isActive: boolean }[]>`
      SELECT is_active AS "isActive" FROM loyalty_member WHERE id = ${id} FOR UPDATE`;
    if (!row) throw new Error("The member is gone.");
    // Only now: the time while waiting for the row belongs to others.
    const time = now();
    const entries = await readEntries(transaction, id);
    for (const { entry, left } of dueLots(entries, time)) {
      const expiry = { kind: "expire", points: 0 - left, reference: expiryReference(entry.id), at: time } as const;
      entries.push(await insertEntry(transaction, id, { ...NO_ENTRY, ...expiry }));
    }
    return work({ transaction, id, isActive: row.isActive, entries, now: time });
  }, TRANSACTION);
}

const NO_ENTRY = { description: "", availableAt: null, expiresAt: null, reversesId: null };

/** @throws the database's error when the reference is taken */
export function insertEntry(db: DbTransaction, memberId: number, entry: Omit<Entry, "id">): Promise<Entry> {
  return db.loyaltyEntry.create({ data: { ...entry, memberId }, select: entrySelect });
}

/** Of any member. */
export async function hasEntry(db: DbTransaction, reference: string): Promise<boolean> {
  return (await db.loyaltyEntry.findUnique({ where: { reference }, select: { id: true } })) !== null;
}

/** By id. @param after the last id of the round before; 0 at first */
export async function findMembersWithDuePoints(
  db: Db,
  { now, after, max }: { now: Date; after: number; max: number },
): Promise<number[]> {
  const rows = await db.$queryRaw<{ id: number }[]>`
    SELECT DISTINCT lot.member_id AS id FROM loyalty_entry lot
    WHERE lot.points > 0 AND lot.expires_at <= ${now} AND lot.member_id > ${after}
      AND NOT EXISTS (SELECT 1 FROM loyalty_entry expiry WHERE expiry.reference = 'expire:' || lot.id)
    ORDER BY 1 LIMIT ${max}`;
  return rows.map(({ id }) => id);
}
