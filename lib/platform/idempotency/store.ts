import { purge } from "@/lib/platform/database/purge";
import type { Db } from "@/lib/platform/db";

export type KeptAnswer = { status: number; body?: unknown; headers: Record<string, string>; etag?: string };

/** Stands for an answer that is shown once. */
const NOT_KEPT = "not kept";

/**
 * @param leaseSeconds after which an unanswered claim is dead @returns the row to answer into, or null when the key is
 *   taken
 */
export async function claimKey(
  db: Db,
  { key, requestHash }: { key: string; requestHash: string },
  { lifeSeconds, leaseSeconds }: { lifeSeconds: number; leaseSeconds: number },
): Promise<number | null> {
  // Each claim has its own row, so that a dead one answers into nothing.
  await db.$executeRawUnsafe(
    `DELETE FROM idempotent_answer WHERE key = $1
       AND (expires_at <= now() OR (answer IS NULL AND created_at <= now() - make_interval(secs => $2::int)))`,
    key,
    leaseSeconds,
  );
  const [row] = await db.$queryRawUnsafe<{ id: number }[]>(
    `INSERT INTO idempotent_answer (key, request_hash, expires_at)
     VALUES ($1, $2, now() + make_interval(secs => $3::int)) ON CONFLICT (key) DO NOTHING RETURNING id`,
    key,
    requestHash,
    lifeSeconds,
  );
  return row?.id ?? null;
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
export async function keepAnswer(db: Db, id: number, answer: KeptAnswer | null): Promise<void> {
  const text = JSON.stringify(answer ?? NOT_KEPT);
  await db.$executeRawUnsafe("UPDATE idempotent_answer SET answer = $2::json WHERE id = $1", id, text);
}

export async function releaseKey(db: Db, id: number): Promise<void> {
  await db.idempotentAnswer.deleteMany({ where: { id } });
}

export async function deleteExpiredAnswers(db: Db): Promise<void> {
  await purge(db, "idempotent_answer", "expires_at <= now()");
}
