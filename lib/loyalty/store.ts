import type { ProviderName } from "@/lib/adapters/loyalty-provider/port";
import type { LoyaltyTaskKind } from "@/lib/generated/prisma/client";
import type { Db, DbTransaction } from "@/lib/platform/db";

/** A card, with the points last heard of. */
export type LoyaltyCardRow = {
  id: number;
  customerId: number;
  provider: ProviderName;
  accountNumber: string;
  number: string;
  points: number | null;
  pointsAt: Date | null;
  createdAt: Date;
  modifiedAt: Date;
};

const asCard = (row: Omit<LoyaltyCardRow, "provider"> & { provider: string }) => row as LoyaltyCardRow;

/** The customer's card. */
export async function findCard(db: Db | DbTransaction, customerId: number): Promise<LoyaltyCardRow | null> {
  const row = await db.loyaltyCard.findUnique({ where: { customerId } });
  return row && asCard(row);
}

/** Whose card is linked to an account. */
export async function findCardOwner(
  db: Db | DbTransaction,
  provider: ProviderName,
  accountNumber: string,
): Promise<number | null> {
  const row = await db.loyaltyCard.findUnique({
    where: { provider_accountNumber: { provider, accountNumber } },
    select: { customerId: true },
  });
  return row?.customerId ?? null;
}

/** Makes a card. @returns null when the customer or the account has one already */
export async function insertCard(
  db: DbTransaction,
  card: { customerId: number; provider: ProviderName; accountNumber: string; number: string; now: Date },
): Promise<LoyaltyCardRow | null> {
  const { now, ...columns } = card;
  // Skipping instead of failing leaves the transaction usable.
  const [row] = await db.loyaltyCard.createManyAndReturn({
    data: { ...columns, createdAt: now, modifiedAt: now },
    skipDuplicates: true,
  });
  return row ? asCard(row) : null;
}

/** Writes the member's phone; the points must be read anew. */
export async function updateCard(
  db: DbTransaction,
  id: number,
  { number, now }: { number: string; now: Date },
): Promise<LoyaltyCardRow> {
  const data = { number, modifiedAt: now, pointsAt: null };
  return asCard(await db.loyaltyCard.update({ where: { id }, data }));
}

/** Deletes the customer's card. @returns the card that there was */
export async function deleteCard(db: DbTransaction, customerId: number): Promise<LoyaltyCardRow | null> {
  const [row] = await db.$queryRawUnsafe<{ id: number; provider: ProviderName; accountNumber: string }[]>(
    `DELETE FROM loyalty_card WHERE customer_id = $1 RETURNING id, provider, account_number AS "accountNumber"`,
    customerId,
  );
  return row ? ({ ...row, customerId } as LoyaltyCardRow) : null;
}

/** Keeps the points that the programme named for exactly this card and account. */
export async function writePoints(
  db: Db,
  { id, accountNumber }: LoyaltyCardRow,
  { points, at }: { points: number; at: Date },
): Promise<void> {
  await db.loyaltyCard.updateMany({ where: { id, accountNumber }, data: { points, pointsAt: at } });
}

/** Something to be done in the programme and here; see the model. */
export type TaskRow = {
  id: number;
  kind: LoyaltyTaskKind;
  customerId: number | null;
  provider: ProviderName;
  accountNumber: string | null;
  key: string;
  payload: unknown;
  isStarted: boolean;
  attempts: number;
};

const TASK_COLUMNS = `id, kind::text AS kind, customer_id AS "customerId", provider, account_number AS "accountNumber",
  key, payload, is_started AS "isStarted", attempts`;

/**
 * Commits to a task. A customer has at most one of each kind: a newer update takes the place of one that nobody is at.
 *
 * @returns its id, or null when there is one already
 */
export async function insertTask(
  db: Db | DbTransaction,
  task: {
    kind: LoyaltyTaskKind;
    customerId: number | null;
    provider: ProviderName;
    accountNumber: string | null;
    key: string;
    payload: object;
  },
): Promise<number | null> {
  const sql = `
    INSERT INTO loyalty_task (kind, customer_id, provider, account_number, key, payload)
    VALUES ($1::"LoyaltyTaskKind", $2::int, $3, $4, $5, $6::json)
    ON CONFLICT (customer_id, kind) DO UPDATE
      SET key = EXCLUDED.key, payload = EXCLUDED.payload, account_number = EXCLUDED.account_number,
        provider = EXCLUDED.provider, next_attempt_at = now(), attempts = 0
      WHERE loyalty_task.kind = 'update'
    RETURNING id`;
  const [row] = await db.$queryRawUnsafe<{ id: number }[]>(
    sql,
    task.kind,
    task.customerId,
    task.provider,
    task.accountNumber,
    task.key,
    JSON.stringify(task.payload),
  );
  return row?.id ?? null;
}

/** The customer's open task of a kind. */
export async function findTaskId(db: Db, customerId: number, kind: LoyaltyTaskKind): Promise<number | null> {
  const row = await db.loyaltyTask.findUnique({
    where: { customerId_kind: { customerId, kind } },
    select: { id: true },
  });
  return row?.id ?? null;
}

/** Takes a task, so that nobody else is at it. @returns `gone` when it is done, `busy` when somebody else is at it */
export async function claimTask(db: Db, id: number, leaseSeconds: number): Promise<TaskRow | "gone" | "busy"> {
  const sql = `
    UPDATE loyalty_task SET claimed_until = now() + make_interval(secs => $2::int), attempts = attempts + 1
    WHERE id = $1 AND COALESCE(claimed_until <= now(), true)
    RETURNING ${TASK_COLUMNS}`;
  const [row] = await db.$queryRawUnsafe<TaskRow[]>(sql, id, leaseSeconds);
  if (row) return row;
  return (await db.loyaltyTask.count({ where: { id } })) === 0 ? "gone" : "busy";
}

/** The tasks that are due and that nobody is at. */
export async function findDueTaskIds(db: Db, max: number): Promise<number[]> {
  const rows = await db.$queryRawUnsafe<{ id: number }[]>(
    `SELECT id FROM loyalty_task WHERE next_attempt_at <= now() AND COALESCE(claimed_until <= now(), true)
     ORDER BY next_attempt_at LIMIT $1`,
    max,
  );
  return rows.map(({ id }) => id);
}

/** Notes that the account may exist from now on. @returns false when the task was given up meanwhile */
export async function markStarted(db: Db, id: number): Promise<boolean> {
  const { count } = await db.loyaltyTask.updateMany({ where: { id }, data: { isStarted: true } });
  return count === 1;
}

/** Lets go of a task until it is due again. */
export async function postponeTask(db: Db | DbTransaction, id: number, seconds: number): Promise<void> {
  await db.$executeRawUnsafe(
    `UPDATE loyalty_task SET claimed_until = NULL, next_attempt_at = now() + make_interval(secs => $2::int)
     WHERE id = $1`,
    id,
    seconds,
  );
}

/** Gives up a task that nobody is at and that has not reached the programme. @returns whether it was so */
export async function abandonTask(db: Db, id: number): Promise<boolean> {
  const count = await db.$executeRawUnsafe(
    "DELETE FROM loyalty_task WHERE id = $1 AND NOT is_started AND COALESCE(claimed_until <= now(), true)",
    id,
  );
  return count === 1;
}

/** Gives up what the programme was still to hear of the customer's account. */
export async function deleteUpdates(db: DbTransaction, customerId: number): Promise<void> {
  await db.loyaltyTask.deleteMany({ where: { customerId, kind: "update" } });
}

/** Ends a task, unless a newer wish has taken its place meanwhile. */
export async function deleteTask(db: Db | DbTransaction, { id, key }: Pick<TaskRow, "id" | "key">): Promise<boolean> {
  const { count } = await db.loyaltyTask.deleteMany({ where: { id, key } });
  return count === 1;
}

/**
 * Ends what the customer has not finished, as far as the programme has heard nothing of it. What it may have heard of
 * stays, to be undone, with no more data than that takes.
 */
export async function abandonTasks(db: DbTransaction, customerId: number): Promise<void> {
  await db.$executeRawUnsafe(
    "DELETE FROM loyalty_task WHERE customer_id = $1 AND (kind = 'update' OR NOT is_started)",
    customerId,
  );
  await db.$executeRawUnsafe(
    `UPDATE loyalty_task SET payload = json_build_object('member', payload->'member'), next_attempt_at = now()
     WHERE customer_id = $1`,
    customerId,
  );
}

/**
 * Makes of a membership that nobody wants any more the wish to close its account.
 *
 * @param key of the write to the programme: the task's own has made the account
 * @returns null when the task is gone
 */
export async function turnIntoClosing(
  db: DbTransaction,
  task: Pick<TaskRow, "id" | "key" | "provider">,
  closing: { accountNumber: string; key: string; payload: object },
): Promise<TaskRow | null> {
  const sql = `
    UPDATE loyalty_task
    SET kind = 'deactivate', customer_id = NULL, account_number = $3, key = $4, payload = $5::json, is_started = false
    WHERE id = $1 AND key = $2
    RETURNING ${TASK_COLUMNS}`;
  const { accountNumber, key, payload } = closing;
  await holdAccount(db, task.provider, accountNumber);
  const [row] = await db.$queryRawUnsafe<TaskRow[]>(
    sql,
    task.id,
    task.key,
    accountNumber,
    key,
    JSON.stringify(payload),
  );
  return row ?? null;
}

/** Wishes to close an account that nobody carries out for as long as they are held. */
export type HeldClosing = { ids: number[]; until: string };

/**
 * Keeps an account from being closed while somebody looks whether it can be linked. The wish to close it stays: it is
 * carried out after all unless `withdrawClosing` ends it in time.
 *
 * @returns what is held, maybe nothing; null while the account is being closed
 */
export async function holdClosing(
  db: Db,
  { provider, accountNumber }: { provider: ProviderName; accountNumber: string },
  leaseSeconds: number,
): Promise<HeldClosing | null> {
  const rows = await db.$queryRawUnsafe<{ id: number; until: string }[]>(
    `UPDATE loyalty_task SET claimed_until = now() + make_interval(secs => $3::int)
     WHERE kind = 'deactivate' AND provider = $1 AND account_number = $2 AND COALESCE(claimed_until <= now(), true)
     RETURNING id, claimed_until::text AS until`,
    provider,
    accountNumber,
    leaseSeconds,
  );
  const held = { ids: rows.map(({ id }) => id), until: rows[0]?.until ?? "" };
  const others = { kind: "deactivate", provider, accountNumber, id: { notIn: held.ids } } as const;
  if ((await db.loyaltyTask.count({ where: others })) === 0) return held;
  await releaseClosing(db, held);
  return null;
}

/** Lets the wishes be carried out. */
export async function releaseClosing(db: Db, { ids, until }: HeldClosing): Promise<void> {
  if (ids.length === 0) return;
  await db.$executeRawUnsafe(
    "UPDATE loyalty_task SET claimed_until = NULL WHERE id = ANY($1::int[]) AND claimed_until = $2::timestamptz",
    ids,
    until,
  );
}

/**
 * Takes back the wishes to close an account, in the transaction that links it.
 *
 * @param held null where the account was not known to exist
 * @returns false when it is being closed at this moment
 */
export async function withdrawClosing(
  db: DbTransaction,
  { provider, accountNumber }: { provider: ProviderName; accountNumber: string },
  held: HeldClosing | null,
): Promise<boolean> {
  await holdAccount(db, provider, accountNumber);
  await db.$executeRawUnsafe(
    `DELETE FROM loyalty_task WHERE kind = 'deactivate' AND provider = $1 AND account_number = $2
       AND (COALESCE(claimed_until <= now(), true)
         OR (id = ANY($3::int[]) AND claimed_until = NULLIF($4, '')::timestamptz))`,
    provider,
    accountNumber,
    held?.ids ?? [],
    held?.until ?? "",
  );
  return (await db.loyaltyTask.count({ where: { kind: "deactivate", provider, accountNumber } })) === 0;
}

/** Of linking an account and deciding to close it, one waits for the other's end, and sees what became of it. */
async function holdAccount(db: DbTransaction, provider: ProviderName, accountNumber: string): Promise<void> {
  const name = `loyalty:${provider}:${accountNumber}`;
  await db.$executeRawUnsafe("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", name);
}
