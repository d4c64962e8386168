import type { Db } from "@/lib/platform/db";

/** What is kept of an answer. */
export type KeptAnswer = { status: number; body?: unknown; headers: Record<string, string>; etag?: string };

/**
 * Takes a key for a request that is about to be served.
 *
 * @param leaseSeconds whoever has not answered after so long is taken for dead
 * @returns the row to answer into, or null when the key is taken
 */
export async function claimKey(
  db: Db,
  { key, requestHash }: { key: string; requestHash: string },
  { lifeSeconds, leaseSeconds }: { lifeSeconds: number; leaseSeconds: number },
): Promise<number | null> {
  // A row of its own for each claim: one who was taken for dead answers into nothing.
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

/** The request that has a key, with its answer if that is given. */
export async function findKept(
  db: Db,
  key: string,
): Promise<{ requestHash: string; answer: KeptAnswer | null } | null> {
  const row = await db.idempotentAnswer.findUnique({ where: { key }, select: { requestHash: true, answer: true } });
  return row && { requestHash: row.requestHash, answer: row.answer as KeptAnswer | null };
}

/** Keeps the answer for whoever sends the request again. */
export async function keepAnswer(db: Db, id: number, answer: KeptAnswer): Promise<void> {
  const text = JSON.stringify(answer);
  await db.$executeRawUnsafe("UPDATE idempotent_answer SET answer = $2::json WHERE id = $1", id, text);
}

/** Lets go of a key: the request may be tried again. */
export async function releaseKey(db: Db, id: number): Promise<void> {
  await db.idempotentAnswer.deleteMany({ where: { id } });
}

/** Deletes the answers whose time is over. */
export async function deleteExpiredAnswers(db: Db): Promise<void> {
  await db.$executeRawUnsafe("DELETE FROM idempotent_answer WHERE expires_at <= now()");
}
