import type { Prisma } from "@/lib/generated/prisma/client";
import { insertMany } from "@/lib/platform/database/insert-many";
import { transact } from "@/lib/platform/database/transact";
import type { Db, DbTransaction } from "@/lib/platform/db";
import { TRANSACTION } from "@/lib/points/ledger-store";

/* The embedded programme's members; nobody else reads or writes their table. */

const memberSelect = {
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

const MEMBER_TYPES = {
  firstName: "text",
  lastName: "text",
  phone: "text",
  phoneCanonical: "text",
  email: "text",
  emailCanonical: "text",
  gender: '"Gender"',
  dateOfBirth: "date",
  emailAllowed: "boolean",
  smsAllowed: "boolean",
  callAllowed: "boolean",
  accountNumber: "text",
  creationKey: "text",
  joinedAt: "timestamptz",
};

/** @returns which member each account number is */
export async function insertMembers(
  transaction: DbTransaction,
  members: readonly (MemberColumns & { accountNumber: string; creationKey: string; joinedAt: Date })[],
): Promise<Map<string, bigint>> {
  const rows = await insertMany<(typeof members)[number], Pick<MemberRow, "id" | "accountNumber">>(
    transaction,
    "loyalty_member",
    MEMBER_TYPES,
    members,
    ["id", "accountNumber"],
  );
  return new Map(rows.map(({ id, accountNumber }) => [accountNumber, id]));
}

/** Those of the account numbers that are a member's. */
export async function readTakenAccountNumbers(
  db: Db | DbTransaction,
  accountNumbers: readonly string[],
): Promise<string[]> {
  const rows = await db.$queryRaw<{ accountNumber: string }[]>`SELECT account_number AS "accountNumber"
    FROM loyalty_member WHERE account_number = ANY (${accountNumbers}::text[])`;
  return rows.map(({ accountNumber }) => accountNumber);
}
