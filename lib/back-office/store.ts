import { purge } from "@/lib/platform/database/purge";
import { readAgain } from "@/lib/platform/database/transact";
import type { Db, DbTransaction } from "@/lib/platform/db";

const keySelect = {
  id: true,
  name: true,
  scopes: true,
  createdAt: true,
  lastUsedAt: true,
  expiresAt: true,
  revokedAt: true,
} as const;

export type AdminKeyRow = {
  id: number;
  name: string;
  scopes: string[];
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
};

export async function insertKey(
  db: DbTransaction,
  key: Pick<AdminKeyRow, "name" | "scopes" | "createdAt" | "expiresAt"> & { tokenHash: string },
): Promise<AdminKeyRow> {
  return db.adminKey.create({ data: key, select: keySelect });
}

export async function findKey(db: Db, tokenHash: string): Promise<AdminKeyRow | null> {
  return readAgain(() => db.adminKey.findUnique({ where: { tokenHash }, select: keySelect }));
}

export async function readKeys(db: Db): Promise<AdminKeyRow[]> {
  return db.adminKey.findMany({ orderBy: { id: "asc" }, select: keySelect });
}

export async function touchKey(db: Db, id: number, now: Date): Promise<void> {
  await db.adminKey.updateMany({ where: { id }, data: { lastUsedAt: now } });
}

/** @returns whether it was good until now */
export async function revokeKeyRow(db: DbTransaction, id: number, now: Date): Promise<boolean> {
  const { count } = await db.adminKey.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: now } });
  return count === 1;
}

export async function insertChange(
  db: DbTransaction,
  change: { keyId: number | null; action: string; target: string; at: Date },
): Promise<void> {
  await db.adminChange.create({ data: change, select: { id: true } });
}

export async function deleteChangesBefore(db: Db, time: Date): Promise<void> {
  await purge(db, { table: "admin_change", key: "id", column: "at", until: "$1::timestamptz" }, [time.toISOString()]);
}
