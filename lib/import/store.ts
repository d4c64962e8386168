import { insertMany } from "@/lib/platform/database/insert-many";
import type { Db, DbTransaction } from "@/lib/platform/db";

/** Which of the customers have moved in before, deleted ones too. */
export async function readMovedIn(db: Db, source: string, externalIds: readonly string[]): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ id: string }[]>`SELECT external_id AS id FROM moved_in_customer
    WHERE source = ${source} AND external_id = ANY (${externalIds}::text[])`;
  return new Set(rows.map(({ id }) => id));
}

const TYPES = { source: "text", externalId: "text", customerId: "int", at: "timestamptz" };

export async function insertMovedIn(
  db: DbTransaction,
  customers: readonly { source: string; externalId: string; customerId: number; at: Date }[],
): Promise<void> {
  await insertMany(db, "moved_in_customer", TYPES, customers);
}

/** @returns null for who has not moved in, or was deleted since */
export async function findMovedIn(db: Db, source: string, externalId: string): Promise<number | null> {
  const where = { source_externalId: { source, externalId } };
  return (await db.movedInCustomer.findUnique({ where, select: { customerId: true } }))?.customerId ?? null;
}

/** What a customer was called on the platform that they came from. */
export type MovedIn = { source: string; externalId: string; at: Date };

/** @returns null for who has registered here */
export async function findOrigin(db: Db, customerId: number): Promise<MovedIn | null> {
  return db.movedInCustomer.findUnique({
    where: { customerId },
    select: { source: true, externalId: true, at: true },
  });
}
