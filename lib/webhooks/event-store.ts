import { purge } from "@/lib/platform/database/purge";
import type { Db, DbTransaction } from "@/lib/platform/db";

/** What is written of an event; `data` is complete. */
export type NewEvent = { type: string; data: object };

/**
 * Appends events of a customer, and a delivery of each for every endpoint that takes it. Whoever appends for the same
 * customer waits for this transaction's end, so that ids grow in the order of commits.
 * @returns the endpoints that have something to take
 */
export async function insertEvents(
  db: DbTransaction,
  customerId: number,
  events: readonly NewEvent[],
  at: Date,
): Promise<number[]> {
  const rows = await db.$queryRawUnsafe<{ endpointId: number }[]>(
    `WITH held AS MATERIALIZED (
       SELECT pg_advisory_xact_lock(hashtextextended('webhook:' || $1::int, 0))
     ), event AS (
       INSERT INTO webhook_event (type, customer_id, at, data)
       SELECT item->>'type', $1::int, $2::timestamptz, item->'data'
       FROM held, json_array_elements($3::json) WITH ORDINALITY AS listed(item, place) ORDER BY place
       RETURNING id, type
     ), delivery AS (
       INSERT INTO webhook_delivery (endpoint_id, customer_id, event_id)
       SELECT endpoint.id, $1::int, event.id FROM event
       JOIN webhook_endpoint endpoint ON disabled_at IS NULL AND (types = '{}' OR event.type = ANY (types))
       RETURNING endpoint_id
     )
     SELECT DISTINCT endpoint_id AS "endpointId" FROM delivery ORDER BY 1`,
    customerId,
    at.toISOString(),
    JSON.stringify(events),
  );
  return rows.map(({ endpointId }) => endpointId);
}

/** Events from then on can be replayed no more. */
export async function deleteEventsBefore(db: Db, time: Date): Promise<void> {
  await purge(db, { table: "webhook_event", key: "id", column: "at", until: "$1::timestamptz" }, [time.toISOString()]);
}
