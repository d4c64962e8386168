import { purge } from "@/lib/platform/database/purge";
import type { Db, DbTransaction } from "@/lib/platform/db";
import type { Platform } from "@/lib/wallet/rules";

export type PassRow = {
  id: bigint;
  /** Null after it has ended. */
  customerId: number | null;
  serial: string;
  /** Digest of what was last told to phones. */
  shown: string | null;
  changedAt: Date;
};

export type PassKey = { id: bigint; platform: Platform };

const PASS = `id, customer_id AS "customerId", serial::text AS serial, shown, changed_at AS "changedAt"`;
/** HTTP knows whole seconds: no two changes of a pass are of the same. */
const NEXT_CHANGE = "GREATEST(date_trunc('second', now()), changed_at + interval '1 second')";

/** The customer's pass of a platform, made where there is none. */
export async function ensurePass(db: DbTransaction, customerId: number, platform: Platform): Promise<PassRow> {
  const [row] = await db.$queryRawUnsafe<PassRow[]>(
    `INSERT INTO wallet_pass (customer_id, platform) VALUES ($1, $2)
     ON CONFLICT (customer_id, platform) DO UPDATE SET platform = EXCLUDED.platform RETURNING ${PASS}`,
    ...[customerId, platform],
  );
  if (!row) throw new Error("no pass was written");
  return row;
}

/** Notes what a pass that is handed out shows. @param tokenHash by which phones may ask for it, too; null for none */
export async function writeHandedOut(
  db: Db,
  id: bigint,
  { shown, tokenHash }: { shown: string; tokenHash: string | null },
): Promise<void> {
  const sql = `UPDATE wallet_pass SET shown = COALESCE(shown, $2), token_hashes =
      CASE WHEN $3::text IS NULL OR $3 = ANY (token_hashes) THEN token_hashes ELSE array_append(token_hashes, $3) END
    WHERE id = $1`;
  await db.writeRows(sql, [id, shown, tokenHash]);
}

export async function findPass(db: Db, id: bigint): Promise<PassRow | null> {
  const [row] = await db.readRows<PassRow>(`SELECT ${PASS} FROM wallet_pass WHERE id = $1`, [id]);
  return row ?? null;
}

/** @returns null alike for a serial that is none and for a token that is not its */
export async function findPassByToken(db: Db, serial: string, tokenHash: string): Promise<PassRow | null> {
  const sql = `SELECT ${PASS} FROM wallet_pass WHERE serial = $1::uuid AND $2 = ANY (token_hashes)`;
  const [row] = await db.readRows<PassRow>(sql, [serial, tokenHash]);
  return row ?? null;
}

export async function readPassKeys(db: Db | DbTransaction, customerId: number): Promise<PassKey[]> {
  const rows = await db.walletPass.findMany({ where: { customerId }, select: { id: true, platform: true } });
  return rows as PassKey[];
}

/** Makes phones that ask whether the pass has changed hear that it has. */
export async function touchPass(db: Db, id: bigint): Promise<void> {
  await db.writeRows(`UPDATE wallet_pass SET changed_at = ${NEXT_CHANGE} WHERE id = $1`, [id]);
}

export async function writeShown(db: Db, id: bigint, shown: string): Promise<void> {
  await db.walletPass.updateMany({ where: { id }, data: { shown } });
}

/** Lets go of a customer's passes. @returns those that there were */
export async function detachPasses(db: DbTransaction, customerId: number, endedAt: Date): Promise<PassKey[]> {
  const rows = await db.walletPass.updateManyAndReturn({
    where: { customerId },
    data: { customerId: null, endedAt },
    select: { id: true, platform: true },
  });
  return rows as PassKey[];
}

/** Deletes the passes that ended before then, with their phones. */
export async function deletePassesEndedBefore(db: Db, time: Date): Promise<void> {
  await purge(db, { table: "wallet_pass", key: "id", column: "ended_at", until: "$1::timestamptz" }, [
    time.toISOString(),
  ]);
}

/** More than a member has; a change of the card is a push to each. */
const PHONES_MAX = 20;

/** Of a pass's phones the newest are told. @returns whether the phone is new to the pass */
export async function writePhone(
  db: Db,
  passId: bigint,
  { deviceHash, pushToken }: { deviceHash: string; pushToken: string },
): Promise<boolean> {
  const [row] = await db.writeRows<{ isNew: boolean }>(
    `INSERT INTO wallet_phone (pass_id, device_hash, push_token) VALUES ($1, $2, $3)
     ON CONFLICT (device_hash, pass_id) DO UPDATE SET push_token = EXCLUDED.push_token
     RETURNING xmax = 0 AS "isNew"`,
    [passId, deviceHash, pushToken],
  );
  if (!row?.isNew) return false;
  const sql = `DELETE FROM wallet_phone WHERE pass_id = $1 AND device_hash IN (
    SELECT device_hash FROM wallet_phone WHERE pass_id = $1 ORDER BY registered_at DESC, device_hash OFFSET $2)`;
  await db.writeRows(sql, [passId, PHONES_MAX]);
  return true;
}

export async function deletePhone(db: Db, passId: bigint, deviceHash: string): Promise<void> {
  await db.walletPhone.deleteMany({ where: { passId, deviceHash } });
}

export async function readPushTokens(db: Db, passId: bigint): Promise<string[]> {
  const rows = await db.walletPhone.findMany({ where: { passId }, distinct: "pushToken", select: { pushToken: true } });
  return rows.map(({ pushToken }) => pushToken);
}

/** Forgets phones of a pass that are not reached any more. */
export async function deletePhonesByToken(db: Db, passId: bigint, pushTokens: string[]): Promise<void> {
  await db.walletPhone.deleteMany({ where: { passId, pushToken: { in: pushTokens } } });
}

/** The passes of a phone. */
export async function readPassesOfPhone(db: Db, deviceHash: string): Promise<Pick<PassRow, "serial" | "changedAt">[]> {
  return db.readRows(
    `SELECT serial::text AS serial, changed_at AS "changedAt" FROM wallet_phone
     JOIN wallet_pass ON id = pass_id WHERE device_hash = $1`,
    [deviceHash],
  );
}

/** A customer's passes with their phones, oldest first. */
export type WalletRecord = { platform: string; createdAt: Date; phones: { registeredAt: Date }[] };

export async function readWallets(db: Db, customerId: number): Promise<WalletRecord[]> {
  return db.walletPass.findMany({
    where: { customerId },
    orderBy: { id: "asc" },
    select: {
      platform: true,
      createdAt: true,
      phones: { orderBy: { registeredAt: "asc" }, select: { registeredAt: true } },
    },
  });
}
