import type { Db, DbTransaction } from "@/lib/platform/db";

export type EndpointRow = {
  id: number;
  url: string;
  /** Empty for all. */
  types: string[];
  salt: string;
  formerSalt: string | null;
  formerUntil: Date | null;
  createdAt: Date;
  failures: number;
  failingSince: Date | null;
  pausedUntil: Date | null;
  disabledAt: Date | null;
  disabledReason: string | null;
};

export async function insertEndpoint(
  db: DbTransaction,
  endpoint: Pick<EndpointRow, "url" | "types">,
): Promise<EndpointRow> {
  return db.webhookEndpoint.create({ data: endpoint });
}

export async function findEndpoint(db: Db | DbTransaction, id: number): Promise<EndpointRow | null> {
  return db.webhookEndpoint.findUnique({ where: { id } });
}

export async function countEndpoints(db: DbTransaction): Promise<number> {
  return db.webhookEndpoint.count();
}

/** What waits and what was given up, as far as it is counted. */
export type EndpointState = EndpointRow & { waiting: number; dead: number };

const COUNTED_MAX = 10_000;

export async function readEndpoints(db: Db): Promise<EndpointState[]> {
  const rows = await db.webhookEndpoint.findMany({ orderBy: { id: "asc" } });
  return Promise.all(
    rows.map(async (row) => {
      const count = (deadAt: null | { not: null }) =>
        db.webhookDelivery.count({ where: { endpointId: row.id, deadAt }, take: COUNTED_MAX });
      return { ...row, waiting: await count(null), dead: await count({ not: null }) };
    }),
  );
}

/** @returns null when there is no such endpoint */
export async function updateEndpoint(
  db: Db | DbTransaction,
  id: number,
  columns: Partial<Omit<EndpointRow, "id" | "createdAt">>,
): Promise<EndpointRow | null> {
  const [row] = await db.webhookEndpoint.updateManyAndReturn({ where: { id }, data: columns });
  return row ?? null;
}

/** Leaves it alone until then; one that is left alone for longer stays so. */
export async function pauseEndpoint(db: Db, id: number, until: Date): Promise<void> {
  const where = { id, OR: [{ pausedUntil: null }, { pausedUntil: { lt: until } }] };
  await db.webhookEndpoint.updateMany({ where, data: { pausedUntil: until } });
}

/** With what it has not taken. @returns whether it was there */
export async function deleteEndpoint(db: DbTransaction, id: number): Promise<boolean> {
  return (await db.webhookEndpoint.deleteMany({ where: { id } })).count === 1;
}

/** @returns how many failures there were in a row, this one included, and since when */
export async function countFailure(
  db: Db,
  id: number,
  now: Date,
): Promise<{ failures: number; failingSince: Date } | null> {
  const [row] = await db.$queryRawUnsafe<{ failures: number; failingSince: Date }[]>(
    `UPDATE webhook_endpoint SET failures = failures + 1, failing_since = COALESCE(failing_since, $2::timestamptz)
     WHERE id = $1 RETURNING failures, failing_since AS "failingSince"`,
    id,
    now.toISOString(),
  );
  return row ?? null;
}
