import type { Db } from "@/lib/platform/db";

const accountSelect = { id: true, isActive: true, passwordHash: true } as const;

export type AccountRow = { id: number; isActive: boolean; passwordHash: string | null };

/** @param emailCanonical as canonicalEmail makes it */
export async function findAccountByEmail(db: Db, emailCanonical: string): Promise<AccountRow | null> {
  return db.customer.findUnique({ where: { emailCanonical }, select: accountSelect });
}

export async function findAccountByUsername(db: Db, username: string): Promise<AccountRow | null> {
  return db.customer.findUnique({ where: { username }, select: accountSelect });
}

export async function findAccountById(db: Db, id: number): Promise<AccountRow | null> {
  return db.customer.findUnique({ where: { id }, select: accountSelect });
}
