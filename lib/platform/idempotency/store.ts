import { purge } from "@/lib/platform/database/purge";
import type { Db } from "@/lib/platform/db";

export type KeptAnswer = { status: number; body?: unknown; headers: Record<string, string>; etag?: string };

/** A key that is taken. Whoever takes it over has another claim, so that a dead one answers into nothing. */
export type Claim = { key: string; claim: string };

/** Stands for an answer that is shown once. */
const NOT_KEPT = "not kept";

/** @param leaseSeconds after which an unanswered claim is dead @returns null when the key is taken */
export async function claimKey(
  db: Db,
  { key, requestHash }: { key: string; requestHash: string },
  { lifeSeconds, leaseSeconds }: { lifeSeconds: number; leaseSeconds: number },
): Promise<Claim | null> {
  await db.$executeRawUnsafe(
    `DELETE FROM idempotent_answer WHERE key = $1
       AND (expires_at <= now() OR (answer IS NULL AND created_at <= now() - make_interval(secs => $2::int)))`,
    key,
    leaseSeconds,
  );
  const [row] = await db.$queryRawUnsafe<Claim[]>(
    `INSERT INTO idempotent_answer (key, request_hash, expires_at)
     VALUES ($1, $2, now() + make_interval(secs => $3::int)) ON CONFLICT (key) DO NOTHING RETURNING key, claim::text AS claim`,
    key,
    requestHash,
    lifeSeconds,
  );
  return row ?? null;
}

export async function findKept(
  db: Db,
  key: string,
): Promise<{ requestHash: string; isDone: boolean; answer: KeptAnswer | null } | null> {
  const row = await db.idempotentAnswer.findUnique({ where: { key }, select: { requestHash: true, answer: true } });
  if (!row) return null;
  const { requestHash, answer } = row;
  return { requestHash, isDone: answer !== null, answer: answer === NOT_KEPT ? null : (answer as KeptAnswer | null) };
}

/** @param answer null for one that is shown once */
export async function keepAnswer(db: Db, { key, claim }: Claim, answer: KeptAnswer | null): Promise<void> {
  const text = JSON.stringify(answer ?? NOT_KEPT);
  const sql = "UPDATE idempotent_answer SET answer = $3::json WHERE key = $1 AND claim = $2::uuid";
  await db.$executeRawUnsafe(sql, key, claim, text);
}

export async function releaseKey(db: Db, { key, claim }: Claim): Promise<void> {
  await db.idempotentAnswer.deleteMany({ where: { key, claim } });
}

export async function deleteExpiredAnswers(db: Db): Promise<void> {
  await purge(db, { table: "idempotent_answer", key: "key", column: "expires_at", until: "now()" });
}
