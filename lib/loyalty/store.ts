import type { ProviderName } from "@/lib/adapters/loyalty-provider/port";
import type { Db, DbTransaction } from "@/lib/db";
import type { LoyaltyTaskKind } from "@/lib/generated/prisma/client";

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

/** Notes that the account may exist from now on. */
export async function markStarted(db: Db, id: number): Promise<void> {
  await db.loyaltyTask.updateMany({ where: { id }, data: { isStarted: true } });
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
 * Takes back the wish to close an account, since it is wanted again.
 *
 * @returns what there was: no such wish, one that is taken back, or one that is being carried out at this moment
 */
export async function withdrawDeactivation(
  db: Db | DbTransaction,
  provider: ProviderName,
  accountNumber: string,
): Promise<"none" | "withdrawn" | "under_way"> {
  const withdrawn = await db.$executeRawUnsafe(
    `DELETE FROM loyalty_task WHERE kind = 'deactivate' AND provider = $1 AND account_number = $2
       AND COALESCE(claimed_until <= now(), true)`,
    provider,
    accountNumber,
  );
  if ((await db.loyaltyTask.count({ where: { kind: "deactivate", provider, accountNumber } })) > 0) return "under_way";
  return withdrawn > 0 ? "withdrawn" : "none";
}
