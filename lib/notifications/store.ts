import type { Db, DbTransaction } from "@/lib/platform/db";

/** A message that waits for its delivery. */
export type QueuedRow = {
  id: number;
  channel: "sms" | "mail";
  to: string;
  subject: string | null;
  body: string;
  attempts: number;
};

/** Puts a message into the queue, in the transaction that is the reason for it. */
export async function insertQueued(
  db: Db | DbTransaction,
  message: { channel: "sms" | "mail"; to: string; subject: string | null; body: string },
): Promise<void> {
  await db.queuedMessage.create({ data: message, select: { id: true } });
}

/**
 * Takes the oldest message that is due, for so long that nobody else delivers it meanwhile.
 *
 * @param leaseSeconds after which it is due again, should this process die
 * @returns null when none is due
 */
export async function claimQueued(db: Db, leaseSeconds: number): Promise<QueuedRow | null> {
  const sql = `
    UPDATE queued_message SET attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => $1::int)
    WHERE id = (
      SELECT id FROM queued_message WHERE next_attempt_at <= now() ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING id, channel, "to", subject, body, attempts`;
  const [row] = await db.$queryRawUnsafe<QueuedRow[]>(sql, leaseSeconds);
  return row ?? null;
}

/** Removes a message that was delivered or given up. */
export async function deleteQueued(db: Db, id: number): Promise<void> {
  await db.queuedMessage.deleteMany({ where: { id } });
}

/** Puts a message off. */
export async function postponeQueued(db: Db, id: number, seconds: number): Promise<void> {
  await db.$executeRawUnsafe(
    "UPDATE queued_message SET next_attempt_at = now() + make_interval(secs => $2::int) WHERE id = $1",
    id,
    seconds,
  );
}
