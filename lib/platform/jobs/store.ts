import { purge } from "@/lib/platform/database/purge";
import type { Db, DbTransaction } from "@/lib/platform/db";

/** A job that the holder of `claim` runs. */
export type Job = {
  id: bigint;
  kind: string;
  key: string | null;
  payload: unknown;
  /** The one under way included. */
  attempts: number;
  claim: string;
};

/** How long a job belongs to whoever claimed it, unless the claim is renewed. */
export const LEASE_SECONDS = 20;

const JOB_COLUMNS = "id, kind, key, payload, attempts, claim::text AS claim";
const CLAIM = `claim = gen_random_uuid(), claimed_until = now() + make_interval(secs => ${LEASE_SECONDS}),
  attempts = attempts + 1`;
const UNCLAIMED = "COALESCE(claimed_until <= now(), true)";

/**
 * Enqueues a job in the caller's transaction.
 * @param job.key of which there is one job of this kind; null for a job that stands on its own
 * @param job.replaces whether it takes the place of the job with the same key; who is running that one ends with the
 *   newer one due
 * @returns the job's id; null where there is one with this key and it stays
 */
export async function enqueueJob(
  db: Db | DbTransaction,
  {
    kind,
    key = null,
    payload = {},
    replaces = false,
  }: { kind: string; key?: string | null; payload?: object; replaces?: boolean },
): Promise<bigint | null> {
  const [row] = await db.$queryRawUnsafe<{ id: bigint }[]>(
    `INSERT INTO job (kind, key, payload) VALUES ($1, $2, $3::json)
     ON CONFLICT (kind, key) DO UPDATE SET payload = EXCLUDED.payload, run_at = now(), attempts = 0,
       last_error = NULL, claim = NULL
     WHERE $4::boolean
     RETURNING id`,
    kind,
    key,
    JSON.stringify(payload),
    replaces,
  );
  return row?.id ?? null;
}

/** Enqueues a job per key; an existing job is left as it is. */
export async function enqueueJobs(db: Db, kind: string, keys: readonly string[]): Promise<void> {
  const sql = "INSERT INTO job (kind, key) SELECT $1, unnest($2::text[]) ON CONFLICT (kind, key) DO NOTHING";
  await db.$executeRawUnsafe(sql, kind, keys);
}

/**
 * The SQL of wakeJobs, to be part of a larger statement.
 * @param woken a relation with `kind` and `key` of each, once
 */
export function wakeJobsSql(woken: string): string {
  return `
    INSERT INTO job (kind, key) SELECT kind, key FROM ${woken} ORDER BY 1, 2
    ON CONFLICT (kind, key) DO UPDATE SET run_at = LEAST(job.run_at, now()), claim = NULL`;
}

/** Enqueues jobs that are due now; an existing one becomes due, and a running one runs again. */
export async function wakeJobs(db: Db | DbTransaction, jobs: readonly { kind: string; key: string }[]): Promise<void> {
  await db.$executeRawUnsafe(
    wakeJobsSql("unnest($1::text[], $2::text[]) AS woken(kind, key)"),
    jobs.map(({ kind }) => kind),
    jobs.map(({ key }) => key),
  );
}

/** Makes the recurring job of a kind due, unless somebody runs it. */
export async function scheduleRecurringJob(db: Db, kind: string): Promise<void> {
  const sql = `
    INSERT INTO job (kind, key) VALUES ($1, 'recurring')
    ON CONFLICT (kind, key) DO UPDATE SET run_at = now() WHERE COALESCE(job.claimed_until <= now(), true)`;
  await db.$executeRawUnsafe(sql, kind);
}

/** The id of the job of a kind with this key. */
export async function findJobId(db: Db | DbTransaction, kind: string, key: string): Promise<bigint | null> {
  const row = await db.job.findUnique({ where: { kind_key: { kind, key } }, select: { id: true } });
  return row?.id ?? null;
}

/** A job whose row the transaction holds. */
export type LockedJob = { id: bigint; payload: unknown; isClaimed: boolean; claim: string | null };

/** Holds the job of a kind with this key until the transaction ends: nobody claims or ends it meanwhile. */
export async function lockJob(db: DbTransaction, kind: string, key: string): Promise<LockedJob | null> {
  const [row] = await db.$queryRawUnsafe<LockedJob[]>(
    `SELECT id, payload, NOT ${UNCLAIMED} AS "isClaimed", claim::text AS claim FROM job
     WHERE kind = $1 AND key = $2 FOR UPDATE`,
    kind,
    key,
  );
  return row ?? null;
}

/** Makes a job stand on its own, with another payload, and due. */
export async function detachJob(db: DbTransaction, id: bigint, payload: object): Promise<void> {
  const sql = "UPDATE job SET key = NULL, payload = $2::json, run_at = now() WHERE id = $1";
  await db.$executeRawUnsafe(sql, id, JSON.stringify(payload));
}

/** Withdraws a job that the transaction holds. */
export async function deleteJob(db: DbTransaction, id: bigint): Promise<void> {
  await db.job.deleteMany({ where: { id } });
}

/** Deletes the job with this key; a run already under way may finish. */
export async function withdrawJob(db: DbTransaction, kind: string, key: string): Promise<void> {
  await db.job.deleteMany({ where: { kind, key } });
}

/** Why a job cannot be claimed: it is done, somebody else runs it, or it was given up with this code. */
export type Unclaimable = "gone" | "busy" | { giveUp: string };

/** Takes a job, due or not, so that nobody else runs it. */
export async function claimJob(db: Db, id: bigint): Promise<Job | Unclaimable> {
  const [job] = await db.$queryRawUnsafe<Job[]>(
    `UPDATE job SET ${CLAIM} WHERE id = $1 AND dead_at IS NULL AND ${UNCLAIMED} RETURNING ${JOB_COLUMNS}`,
    id,
  );
  if (job) return job;
  const row = await db.job.findUnique({ where: { id }, select: { deadAt: true, lastError: true } });
  if (!row) return "gone";
  return row.deadAt ? { giveUp: row.lastError ?? "" } : "busy";
}

/** Takes the job of a kind that has been due for longest. @returns null when none is due */
export async function claimDueJob(db: Db, kind: string): Promise<Job | null> {
  const [job] = await db.$queryRawUnsafe<Job[]>(
    `UPDATE job SET ${CLAIM}
     WHERE id = (
       SELECT id FROM job WHERE kind = $1 AND run_at <= now() AND dead_at IS NULL AND ${UNCLAIMED}
       ORDER BY run_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
     )
     RETURNING ${JOB_COLUMNS}`,
    kind,
  );
  return job ?? null;
}

/** The kinds that have open jobs, queues among them: one look by index for each, however many jobs there are. */
const OPEN_KINDS = `
  RECURSIVE open(kind) AS (
    SELECT ''
    UNION ALL
    SELECT (SELECT min(job.kind) FROM job WHERE job.kind > open.kind AND dead_at IS NULL) FROM open
    WHERE open.kind IS NOT NULL
  )`;
/** Of those that are given. */
const IS_WANTED = "split_part(kind, ':', 1) = ANY ($1::text[])";

/** Those of the kinds that have a job which is due; each queue for itself. */
export async function findDueKinds(db: Db, kinds: readonly string[]): Promise<string[]> {
  const rows = await db.$queryRawUnsafe<{ kind: string }[]>(
    `WITH ${OPEN_KINDS}
     SELECT kind FROM open CROSS JOIN LATERAL (
       SELECT FROM job WHERE job.kind = open.kind AND run_at <= now() AND dead_at IS NULL AND ${UNCLAIMED}
       ORDER BY run_at, id LIMIT 1
     ) due
     WHERE ${IS_WANTED}`,
    kinds,
  );
  return rows.map(({ kind }) => kind);
}

/** Keeps a claim for another lease. @returns whether it still was ours */
export async function renewClaim(db: Db, job: Job): Promise<boolean> {
  return updateClaimed(db, job, `claimed_until = now() + make_interval(secs => ${LEASE_SECONDS})`);
}

/** Lets go of a job that was not run after all. */
export async function releaseJob(db: Db, job: Job): Promise<void> {
  await updateClaimed(db, job, `${RELEASED}, attempts = attempts - 1`);
}

/** Notes how far a job is, for whoever runs it next. @returns false when it is ours no more */
export async function updateJobPayload(db: Db, job: Job, payload: object): Promise<boolean> {
  return updateClaimed(db, job, "payload = $3::json", JSON.stringify(payload));
}

/**
 * Deletes a finished job, in the transaction of its result where there is one. If a newer payload replaced it, or it was
 * woken meanwhile, it becomes due.
 * @returns false when it was ours no more
 */
export async function completeJob(db: Db | DbTransaction, { id, claim }: Job): Promise<boolean> {
  const deleted = await db.$executeRawUnsafe("DELETE FROM job WHERE id = $1 AND claim = $2::uuid", id, claim);
  if (deleted === 0) await releaseReplaced(db, id);
  return deleted === 1;
}

/** Lets a recurring job rest. @param seconds until it is due again */
export async function rescheduleJob(db: Db, job: Job, seconds: number): Promise<void> {
  const isOurs = await updateClaimed(db, job, `${RELEASED}, ${dueIn(seconds)}, attempts = 0, last_error = NULL`);
  if (!isOurs) await releaseReplaced(db, job.id);
}

/** Lets a failed job wait. One that a newer replaced meanwhile is due. @param code never personal data */
export async function postponeJob(db: Db, job: Job, seconds: number, code: string): Promise<void> {
  const isOurs = await updateClaimed(db, job, `${RELEASED}, ${dueIn(seconds)}, last_error = left($3, 60)`, code);
  if (!isOurs) await releaseReplaced(db, job.id);
}

/** Gives a job up. One that a newer replaced meanwhile is due. @param code never personal data */
export async function buryJob(db: Db, job: Job, code: string): Promise<void> {
  const dead = `${RELEASED}, dead_at = now(), last_error = left($3, 60), key = NULL, payload = '{}'`;
  if (!(await updateClaimed(db, job, dead, code))) await releaseReplaced(db, job.id);
}

/** Deletes what was given up so long ago. */
export async function deleteDeadJobs(db: Db, days: number): Promise<void> {
  await purge(db, { table: "job", key: "id", column: "dead_at", until: "now() - make_interval(days => $1::int)" }, [
    days,
  ]);
}

const RELEASED = "claim = NULL, claimed_until = NULL";

function dueIn(seconds: number): string {
  return `run_at = now() + make_interval(secs => ${seconds})`;
}

/** @param value `$3` of `set` @returns false when the job is the claim's no more */
async function updateClaimed(db: Db, { id, claim }: Job, set: string, ...value: string[]): Promise<boolean> {
  const sql = `UPDATE job SET ${set} WHERE id = $1 AND claim = $2::uuid`;
  return (await db.$executeRawUnsafe(sql, id, claim, ...value)) === 1;
}

/** A newer payload has taken the claim: the job is due, unless somebody else is at it. */
async function releaseReplaced(db: Db | DbTransaction, id: bigint): Promise<void> {
  const sql = "UPDATE job SET claimed_until = NULL, run_at = now() WHERE id = $1 AND claim IS NULL AND dead_at IS NULL";
  await db.$executeRawUnsafe(sql, id);
}

export type QueueState = { kind: string; due: number; oldestSeconds: number; dead: number };

/** Counts go no further, so that a long queue costs no more than a short one. */
const COUNTED_MAX = 10_000;

/**
 * How much of each kind is due, for how long its oldest has been, and how much was given up; kinds without either are left
 * out, and each queue is told for itself.
 */
export async function readQueue(db: Db, kinds: readonly string[]): Promise<QueueState[]> {
  return db.$queryRawUnsafe<QueueState[]>(
    `WITH ${OPEN_KINDS}, due AS (
       SELECT kind, count, oldest FROM open CROSS JOIN LATERAL (SELECT count(*)::int, min(run_at) AS oldest FROM (
         SELECT run_at FROM job WHERE job.kind = open.kind AND run_at <= now() AND dead_at IS NULL
         ORDER BY run_at LIMIT ${COUNTED_MAX}
       ) AS found) AS counted
       WHERE count > 0
     ), dead AS (
       SELECT kind, count(*)::int AS count
       FROM (SELECT kind FROM job WHERE dead_at IS NOT NULL LIMIT ${COUNTED_MAX}) AS found GROUP BY kind
     )
     SELECT kind, COALESCE(due.count, 0) AS due, COALESCE(dead.count, 0) AS dead,
       COALESCE(extract(epoch FROM now() - due.oldest), 0)::float8 AS "oldestSeconds"
     FROM due FULL JOIN dead USING (kind)
     WHERE ${IS_WANTED}`,
    kinds,
  );
}
