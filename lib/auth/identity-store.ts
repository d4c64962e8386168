import type { Db, DbTransaction } from "@/lib/platform/db";

const identitySelect = { id: true, issuer: true, linkedAt: true, removedAt: true } as const;

/** Who a customer is at an issuer. `removedAt` is null while they sign in by it. */
export type IdentityRow = { id: bigint; issuer: string; linkedAt: Date; removedAt: Date | null };

/** What a sign-in is checked against. */
export type IdentityAccount = { id: number; credentialsVersion: number };

const accountSelect = { id: true, credentialsVersion: true } as const;

type Named = { issuer: string; subject: string };

/** Newest first. */
export async function readIdentities(db: Db, customerId: number): Promise<IdentityRow[]> {
  return db.externalIdentity.findMany({ where: { customerId }, orderBy: { id: "desc" }, select: identitySelect });
}

export async function findIdentity(
  db: DbTransaction,
  { issuer, subject }: Named,
): Promise<{ removedAt: Date | null; customer: IdentityAccount } | null> {
  return db.externalIdentity.findUnique({
    where: { issuer_subject: { issuer, subject } },
    select: { removedAt: true, customer: { select: accountSelect } },
  });
}

/** The account that has proved the address. */
export async function findAccountToLink(db: DbTransaction, emailCanonical: string): Promise<IdentityAccount | null> {
  return db.customer.findUnique({ where: { verifiedEmail: emailCanonical }, select: accountSelect });
}

/** Whether anybody claims the address, proved or not. */
export async function isEmailClaimed(db: DbTransaction, emailCanonical: string): Promise<boolean> {
  return (await db.customer.findFirst({ where: { emailCanonical }, select: { id: true } })) !== null;
}

/** @returns false when it was linked meanwhile */
export async function insertIdentity(
  db: DbTransaction,
  identity: Named & { customerId: number; linkedAt: Date },
): Promise<boolean> {
  return (await db.externalIdentity.createMany({ data: identity, skipDuplicates: true })).count === 1;
}

/** @returns null when it is not theirs */
export async function findOwnIdentity(db: DbTransaction, customerId: number, id: bigint): Promise<IdentityRow | null> {
  return db.externalIdentity.findFirst({ where: { id, customerId }, select: identitySelect });
}

export async function writeIdentity(
  db: DbTransaction,
  id: bigint,
  columns: { removedAt: Date | null; linkedAt?: Date },
): Promise<IdentityRow> {
  return db.externalIdentity.update({ where: { id }, data: columns, select: identitySelect });
}

/** None of a customer's signs in any more, until they allow it again. */
export async function removeIdentities(db: DbTransaction, customerId: number, removedAt: Date): Promise<void> {
  await db.externalIdentity.updateMany({ where: { customerId, removedAt: null }, data: { removedAt } });
}

/** Forgets those that sign in: whoever has the address at the issuer is linked again. */
export async function deleteAllowedIdentities(db: DbTransaction, customerId: number): Promise<void> {
  await db.externalIdentity.deleteMany({ where: { customerId, removedAt: null } });
}
