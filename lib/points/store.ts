import type { Prisma } from "@/lib/generated/prisma/client";
import { transact } from "@/lib/platform/database/transact";
import type { Db, DbTransaction } from "@/lib/platform/db";
import { TRANSACTION } from "@/lib/points/ledger-store";

/* The embedded programme's members; nobody else reads or writes their table. */

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

/**
 * Writes a member, with welcome points unless a member with their phone has had some.
 * @returns false when the creation key, or by chance the account number, is taken
 */
export async function insertMember(
  db: Db,
  member: MemberColumns & { accountNumber: string; creationKey: string },
  { points, at, expiresAt }: { points: number; at: Date; expiresAt: Date },
): Promise<boolean> {
  return transact(
    db,
    async (transaction) => {
      // Whoever sends the same key at once waits here for the first.
      await transaction.loyaltyMember.createMany({ data: { ...member, joinedAt: at }, skipDuplicates: true });
      const { creationKey, accountNumber } = member;
      const row = await transaction.loyaltyMember.findUnique({
        where: { creationKey, accountNumber },
        select: { id: true },
      });
      if (row === null) return false;
      if (points > 0 && !(await wasWelcomed(transaction, member.phoneCanonical))) {
        const reference = `welcome:${row.id}`;
        const sums = { points, total: points, remaining: points };
        await transaction.loyaltyEntry.create({
          data: { memberId: row.id, kind: "welcome", ...sums, description: "", reference, at, expiresAt },
          select: { id: true },
        });
      }
      return true;
    },
    TRANSACTION,
  );
}

/** Whoever asks for the same phone at once waits for the first. */
async function wasWelcomed(transaction: DbTransaction, phoneCanonical: string | null): Promise<boolean> {
  if (phoneCanonical === null) return false;
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`welcome:${phoneCanonical}`}, 0))`;
  const where = { kind: "welcome", member: { phoneCanonical } } as const;
  return (await transaction.loyaltyEntry.findFirst({ where, select: { id: true } })) !== null;
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
