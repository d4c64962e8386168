import { purge } from "@/lib/platform/database/purge";
import type { Db, DbTransaction } from "@/lib/platform/db";
import { wakeJobsSql } from "@/lib/platform/jobs/store";
import type { DeliverKind } from "@/lib/webhooks/rules";

/** What is written of an event; `data` is complete. */
export type NewEvent = { customerId: number; type: string; data: object };

/** Events as they are appended together, in their order, and the kind of job that delivers them. */
export type NewEvents = { events: readonly NewEvent[]; kind: DeliverKind; at: Date };

/**
 * Steps of a statement that append events, a delivery of each for every endpoint that takes it, and the jobs that deliver:
 * what appendEvents does, for a statement that does more.
 * @param values.held a relation with the `id`s of customers of whom others tell, too: whoever does waits for this
 *   transaction's end, so that ids grow in the order of commits
 */
export function appendSteps(values: { held: string; events: string; kind: string; at: string }): string {
  return `
    held AS MATERIALIZED (
      SELECT count(pg_advisory_xact_lock(hashtextextended('webhook:' || id, 0))) FROM ${values.held}
    ), event AS (
      INSERT INTO webhook_event (type, customer_id, at, data)
      SELECT item->>'type', (item->>'customerId')::int, ${values.at}::timestamptz, item->'data'
      FROM held, json_array_elements(${values.events}) WITH ORDINALITY AS listed(item, place) ORDER BY place
      RETURNING id, type, customer_id
    ), delivery AS (
      INSERT INTO webhook_delivery (endpoint_id, customer_id, event_id)
      SELECT endpoint.id, customer_id, event.id FROM event
      JOIN webhook_endpoint endpoint ON disabled_at IS NULL AND (types = '{}' OR event.type = ANY (types))
      FOR KEY SHARE OF endpoint
      RETURNING endpoint_id, customer_id
    ), woken AS (${wakeJobsSql(`(
      SELECT DISTINCT concat_ws(':', ${values.kind}::text, endpoint_id), concat_ws(':', endpoint_id, customer_id)
      FROM delivery
    ) AS queue(kind, key)`)}
    )`;
}

/** The values of appendSteps, as parameters take them. */
export function appendValues({ events, kind, at }: NewEvents): [events: string, kind: string, at: string] {
  return [JSON.stringify(events), kind, at.toISOString()];
}

const APPEND_SQL = `
  WITH ${appendSteps({ held: "unnest($1::int[]) AS customer(id)", events: "$2::json", kind: "$3", at: "$4" })}
  SELECT count(*) FROM event`;

/** @param held customers of whom others tell, too */
export async function appendEvents(db: DbTransaction, held: readonly number[], events: NewEvents): Promise<void> {
  await db.$executeRawUnsafe(APPEND_SQL, held, ...appendValues(events));
}

/** Events from then on can be replayed no more. */
export async function deleteEventsBefore(db: Db, time: Date): Promise<void> {
  await purge(db, { table: "webhook_event", key: "id", column: "at", until: "$1::timestamptz" }, [time.toISOString()]);
}
