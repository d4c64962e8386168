import { purge } from "@/lib/platform/database/purge";
import type { Db, DbTransaction } from "@/lib/platform/db";

const KNOWN_SQL = `
  SELECT EXISTS (SELECT FROM known_device WHERE customer_id = $1 AND token_hash = ANY($2::text[])) AS "isKnown"`;

/** @param tokenHashes of the device cookie @returns whether the customer's device is among them */
export async function hasKnownDevice(db: Db, customerId: number, tokenHashes: readonly string[]): Promise<boolean> {
  const [row] = await db.readRows<{ isKnown: boolean }>(KNOWN_SQL, [customerId, tokenHashes]);
  return row?.isKnown ?? false;
}

/** The same in a transaction. */
export async function findKnownDevice(
  db: DbTransaction,
  customerId: number,
  tokenHashes: readonly string[],
): Promise<bigint | null> {
  const where = { customerId, tokenHash: { in: [...tokenHashes] } };
  const device = await db.knownDevice.findFirst({ where, select: { id: true } });
  return device?.id ?? null;
}

export async function hasKnownDevices(db: DbTransaction, customerId: number): Promise<boolean> {
  return (await db.knownDevice.findFirst({ where: { customerId }, select: { id: true } })) !== null;
}

/** The latest first. */
export async function readKnownDevices(db: Db, customerId: number): Promise<{ createdAt: Date; lastSeenAt: Date }[]> {
  const select = { createdAt: true, lastSeenAt: true };
  return db.knownDevice.findMany({ where: { customerId }, orderBy: { lastSeenAt: "desc" }, select });
}

export async function insertKnownDevice(
  db: DbTransaction,
  device: { customerId: number; tokenHash: string; now: Date },
): Promise<void> {
  const { now, ...columns } = device;
  await db.knownDevice.create({ data: { ...columns, createdAt: now, lastSeenAt: now }, select: { id: true } });
}

/** @param tokenHashes of the device @returns whether it is known, and was noted as seen */
export async function touchKnownDevice(
  db: DbTransaction,
  customerId: number,
  tokenHashes: readonly string[],
  now: Date,
): Promise<boolean> {
  const where = { customerId, tokenHash: { in: [...tokenHashes] } };
  return (await db.knownDevice.updateMany({ where, data: { lastSeenAt: now } })).count > 0;
}

export async function deleteKnownDevices(db: DbTransaction, customerId: number): Promise<void> {
  await db.knownDevice.deleteMany({ where: { customerId } });
}

/** Deletes those in which nobody has signed in since. */
export async function deleteForgottenDevices(db: Db, seenBefore: Date): Promise<void> {
  await purge(db, { table: "known_device", key: "id", column: "last_seen_at", until: "$1::timestamptz" }, [
    seenBefore.toISOString(),
  ]);
}
