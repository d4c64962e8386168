import { purge } from "@/lib/platform/database/purge";
import type { Db, DbTransaction } from "@/lib/platform/db";
import { GUESSES_MAX } from "@/lib/verification/rules";
import type { Purpose } from "@/lib/verification/schema";

/* All times are the database's own: instances share it, and their clocks may differ. */

export type HolderColumns = {
  holder: string;
  sessionId: bigint | null;
  apiTokenId: bigint | null;
  clientKey: string | null;
};

export type Question = {
  purpose: Purpose;
  phone: string;
  /** One for each of the shop's secrets, the newest first: that is how it is stored. */
  confirmHashes: readonly [newest: string, ...former: string[]];
};

export type VerificationRow = {
  id: bigint;
  purpose: Purpose;
  phone: string;
  confirmHash: string;
  payload: object | null;
  codeHash: string | null;
  codeLength: number;
  supersededHashes: string[];
  triedCount: number;
  resendAt: Date | null;
  expiresAt: Date;
  /** Somebody is handing a message over right now. */
  isSending: boolean;
  /** Sent, in time and not used. Guesses may be used up: a repeated one is not refused for that. */
  isOpen: boolean;
};

/** The SQL of `isOpen`. @param row the name of the table in the statement */
function isOpenSql(row = "verification"): string {
  return `(${row}.sent_at IS NOT NULL AND ${row}.used_at IS NULL AND ${row}.expires_at > now())`;
}

const COLUMNS = `
  id, purpose, phone, confirm_hash AS "confirmHash", intent AS payload, code_hash AS "codeHash", code_length AS "codeLength",
  superseded_hashes AS "supersededHashes", cardinality(tried_hashes) AS "triedCount", resend_at AS "resendAt",
  expires_at AS "expiresAt", COALESCE(sending_until > now(), false) AS "isSending",
  ${isOpenSql()} AS "isOpen"`;

/** Open or not. */
export async function findVerification(db: Db, holder: string, purpose: Purpose): Promise<VerificationRow | null> {
  const sql = `SELECT ${COLUMNS} FROM verification WHERE holder = $1 AND purpose = $2`;
  const [row] = await db.readRows<VerificationRow>(sql, [holder, purpose]);
  return row ?? null;
}

/** Newest first. */
export async function findOpenByClient(
  db: Db,
  clientKeys: string[],
  purpose: Purpose,
  max: number,
): Promise<VerificationRow[]> {
  const sql = `
    SELECT ${COLUMNS} FROM verification
    WHERE client_key = ANY($1::text[]) AND purpose = $2 AND ${isOpenSql()}
    ORDER BY sent_at DESC LIMIT $3`;
  return db.readRows<VerificationRow>(sql, [clientKeys, purpose, max]);
}

/**
 * Takes the right to send the next message; whoever asks meanwhile does not get it.
 * @param unlessAsked refuses also when the same question was asked within so many seconds and is still open
 * @returns the challenge's id, or null when somebody has the right, the question was asked, or the holder is gone
 */
export async function claimSending(
  db: Db,
  { holder, sessionId, apiTokenId, clientKey }: HolderColumns,
  { purpose, phone, confirmHashes }: Question,
  { unlessAsked, leaseSeconds }: { unlessAsked: number | null; leaseSeconds: number },
): Promise<bigint | null> {
  const sql = `
    INSERT INTO verification
      (holder, purpose, session_id, api_token_id, client_key, phone, confirm_hash, expires_at, sending_until)
    SELECT $1, $2, $3::bigint, $4::bigint, $5, $6, $7, now(), now() + make_interval(secs => $8::int)
    WHERE ($3::bigint IS NULL OR EXISTS (SELECT 1 FROM session WHERE id = $3::bigint FOR KEY SHARE))
      AND ($4::bigint IS NULL OR EXISTS (SELECT 1 FROM api_token WHERE id = $4::bigint FOR KEY SHARE))
    ON CONFLICT (holder, purpose) DO UPDATE SET sending_until = EXCLUDED.sending_until
    WHERE COALESCE(verification.sending_until <= now(), true)
      AND NOT ($9::int IS NOT NULL
        AND verification.phone = EXCLUDED.phone AND verification.confirm_hash = ANY($10::text[])
        AND ${isOpenSql()} AND cardinality(verification.tried_hashes) < ${GUESSES_MAX}
        AND verification.sent_at > now() - make_interval(secs => $9::int))
    RETURNING id`;
  const [row] = await db.writeRows<{ id: bigint }>(sql, [
    holder,
    purpose,
    sessionId,
    apiTokenId,
    clientKey,
    phone,
    confirmHashes[0],
    leaseSeconds,
    unlessAsked,
    confirmHashes,
  ]);
  return row?.id ?? null;
}

/** A session that nobody knows of yet. */
export type NewGuest = { tokenHash: string; userAgent: string | null; ip: string; now: Date; expiresAt: Date };

/** Starts a guest's session, and in it a challenge with the right to send its message. @returns the challenge's id */
export async function insertGuestChallenge(
  db: Db,
  { tokenHash, now, expiresAt, userAgent, ip }: NewGuest,
  { purpose, phone, confirmHashes }: Question,
  leaseSeconds: number,
): Promise<bigint> {
  const sql = `
    WITH guest AS (
      INSERT INTO session (token_hash, created_at, last_seen_at, expires_at, user_agent, ip)
      VALUES ($1, $2::timestamptz, $2::timestamptz, $3::timestamptz, $4, $5) RETURNING id
    )
    INSERT INTO verification (holder, purpose, session_id, phone, confirm_hash, expires_at, sending_until)
    SELECT 'session:' || id, $6, id, $7, $8, now(), now() + make_interval(secs => $9::int) FROM guest
    RETURNING id`;
  const values = [tokenHash, now, expiresAt, userAgent, ip, purpose, phone, confirmHashes[0], leaseSeconds];
  const [row] = await db.writeRows<{ id: bigint }>(sql, values);
  if (!row) throw new Error("unreachable: nothing stands in its way");
  return row.id;
}

export async function releaseSending(db: Db, id: bigint): Promise<void> {
  await db.$executeRawUnsafe("UPDATE verification SET sending_until = NULL WHERE id = $1", id);
}

/**
 * Opens the challenge with the message just handed over; the code before it is superseded.
 * @returns null when the challenge is gone with its session or token
 */
export async function openVerification(
  db: Db,
  id: bigint,
  { phone, confirmHashes }: Question,
  sent: {
    payload: object | null;
    codeHash: string | null;
    codeLength: number;
    lifeSeconds: number;
    resendAfterSeconds: number;
  },
): Promise<VerificationRow | null> {
  const sql = `
    UPDATE verification SET
      superseded_hashes = CASE
        WHEN code_hash IS NULL OR phone <> $2 THEN '{}'
        ELSE (array_prepend(code_hash::text, superseded_hashes))[1:10] END,
      phone = $2, confirm_hash = $3, intent = $4::json, code_hash = $5, code_length = $6::int, tried_hashes = '{}',
      sent_at = now(), expires_at = now() + make_interval(secs => $7::int),
      resend_at = now() + make_interval(secs => $8::int), used_at = NULL, proved_until = NULL,
      sending_until = NULL
    WHERE id = $1
    RETURNING ${COLUMNS}`;
  const [row] = await db.writeRows<VerificationRow>(sql, [
    id,
    phone,
    confirmHashes[0],
    sent.payload && JSON.stringify(sent.payload),
    sent.codeHash,
    sent.codeLength,
    sent.lifeSeconds,
    sent.resendAfterSeconds,
  ]);
  return row ?? null;
}

export async function updatePayload(db: Db, id: bigint, payload: object | null): Promise<void> {
  const text = payload && JSON.stringify(payload);
  await db.$executeRawUnsafe("UPDATE verification SET intent = $2::json WHERE id = $1", id, text);
}

/**
 * Counts a guess; a repeated one is not counted again.
 * @returns null when the challenge is not open or has no guesses left
 */
export async function countGuess(db: Db, id: bigint, guessHash: string): Promise<{ isNew: boolean } | null> {
  // Two statements in one: the sub-query sees the row as it was, locked against those who come at the same time.
  const sql = `
    UPDATE verification v
    SET tried_hashes = CASE WHEN $2 = ANY(v.tried_hashes) THEN v.tried_hashes ELSE array_append(v.tried_hashes, $2) END
    FROM (SELECT id, tried_hashes FROM verification WHERE id = $1 FOR UPDATE) before
    WHERE v.id = before.id AND ${isOpenSql("v")}
      AND ($2 = ANY(before.tried_hashes) OR cardinality(before.tried_hashes) < ${GUESSES_MAX})
    RETURNING NOT ($2 = ANY(before.tried_hashes)) AS "isNew"`;
  const [row] = await db.writeRows<{ isNew: boolean }>(sql, [id, guessHash]);
  return row ?? null;
}

/** Uncounts a guess that a limit refused. */
export async function forgetGuess(db: Db, id: bigint, guessHash: string): Promise<void> {
  await db.$executeRawUnsafe(
    "UPDATE verification SET tried_hashes = array_remove(tried_hashes, $2) WHERE id = $1",
    id,
    guessHash,
  );
}

/** A code that was right. */
export type RightCode = { verificationId: bigint; codeHash: string };

/** The SQL of consumeVerification, to be part of a larger statement. */
export function consumeSql(verificationId: string, codeHash: string): string {
  return `
    UPDATE verification SET used_at = now(), intent = NULL
    WHERE id = ${verificationId} AND code_hash = ${codeHash} AND ${isOpenSql()}`;
}

/** Consumes the code; of concurrent calls at most one gets true. */
export async function consumeVerification(
  db: Db | DbTransaction,
  { verificationId, codeHash }: RightCode,
): Promise<boolean> {
  return (await db.$executeRawUnsafe(consumeSql("$1", "$2"), verificationId, codeHash)) === 1;
}

/** Makes a used code good again for the rest of its life, unless a newer one has replaced it. */
export async function reopenVerification(db: Db, id: bigint, codeHash: string, payload: object | null): Promise<void> {
  await db.$executeRawUnsafe(
    `UPDATE verification SET used_at = NULL, intent = $3::json
     WHERE id = $1 AND code_hash = $2 AND used_at IS NOT NULL`,
    id,
    codeHash,
    payload && JSON.stringify(payload),
  );
}

export async function deleteEndedVerifications(db: Db): Promise<number> {
  return purge(db, { table: "verification", key: "id", column: "expires_at", until: "now() - interval '15 minutes'" });
}

/** Grants the number to the holder for so many seconds, once, unless the code is used up. */
export async function keepGrant(db: Db, id: bigint, codeHash: string, seconds: number): Promise<void> {
  await db.$executeRawUnsafe(
    `UPDATE verification SET proved_until = now() + make_interval(secs => $3::int)
     WHERE id = $1 AND code_hash = $2 AND used_at IS NULL AND proved_until IS NULL`,
    id,
    codeHash,
    seconds,
  );
}

/** The challenge whose number is still granted; null for none. */
export async function findGrant(
  db: Db,
  holder: string,
  { purpose, phone }: Pick<Question, "purpose" | "phone">,
): Promise<{ id: bigint; codeHash: string } | null> {
  const sql = `
    SELECT id, code_hash AS "codeHash" FROM verification
    WHERE holder = $1 AND purpose = $2 AND phone = $3 AND used_at IS NULL AND proved_until > now()`;
  const [row] = await db.readRows<{ id: bigint; codeHash: string }>(sql, [holder, purpose, phone]);
  return row ?? null;
}

/** Consumes the grant; of concurrent calls at most one gets true. */
export async function consumeGrant(db: Db | DbTransaction, id: bigint): Promise<boolean> {
  const count = await db.$executeRawUnsafe(
    `UPDATE verification SET used_at = now(), intent = NULL
     WHERE id = $1 AND used_at IS NULL AND proved_until > now()`,
    id,
  );
  return count === 1;
}
