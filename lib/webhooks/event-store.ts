import { purge } from "@/lib/platform/database/purge";
import type { Db, DbTransaction } from "@/lib/platform/db";
import type { DeliveryQueue } from "@/lib/webhooks/rules";

/** What is written of an event; `data` is complete. */
export type NewEvent = { customerId: number; type: string; data: object };

/**
 * Appends events in their order, and a delivery of each for every endpoint that takes it.
 * @param held customers of whom others tell, too: whoever does waits for this transaction's end, so that ids grow in the
 *   order of commits
 * @returns what endpoints are to take
 */
export async function insertEvents(
  db: DbTransaction,
  events: readonly NewEvent[],
  { held, at }: { held: readonly number[]; at: Date },
): Promise<DeliveryQueue[]> {
  return db.$queryRawUnsafe<DeliveryQueue[]>(
    `WITH held AS MATERIALIZED (
       SELECT count(pg_advisory_xact_lock(hashtextextended('webhook:' || id, 0))) FROM unnest($1::int[]) AS id
     ), event AS (
       INSERT INTO webhook_event (type, customer_id, at, data)
       SELECT item->>'type', (item->>'customerId')::int, $2::timestamptz, item->'data'
       FROM held, json_array_elements($3::json) WITH ORDINALITY AS listed(item, place) ORDER BY place
       RETURNING id, type, customer_id
     ), delivery AS (
       INSERT INTO webhook_delivery (endpoint_id, customer_id, event_id)
       SELECT endpoint.id, customer_id, event.id FROM event
       JOIN webhook_endpoint endpoint ON disabled_at IS NULL AND (types = '{}' OR event.type = ANY (types))
       RETURNING endpoint_id, customer_id
     )
     SELECT DISTINCT endpoint_id AS "endpointId", customer_id AS "customerId" FROM delivery`,
    held,
    at.toISOString(),
    JSON.stringify(events),
  );
}

/** Events from then on can be replayed no more. */
export async function deleteEventsBefore(db: Db, time: Date): Promise<void> {
  await purge(db, { table: "webhook_event", key: "id", column: "at", until: "$1::timestamptz" }, [time.toISOString()]);
}
