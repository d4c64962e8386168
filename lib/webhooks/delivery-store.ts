import type { Db, DbTransaction } from "@/lib/platform/db";
import type { DeliveryQueue } from "@/lib/webhooks/rules";

/** An event that an endpoint is to take, with what it takes. */
export type Delivery = {
  eventId: bigint;
  messageId: string;
  type: string;
  at: Date;
  data: unknown;
  firstFailedAt: Date | null;
};

/** The customer's oldest event that the endpoint has not taken. */
export async function findNextDelivery(db: Db, { endpointId, customerId }: DeliveryQueue): Promise<Delivery | null> {
  const [row] = await db.$queryRawUnsafe<Delivery[]>(
    `SELECT event_id AS "eventId", message_id::text AS "messageId", type, at, data, first_failed_at AS "firstFailedAt"
     FROM webhook_delivery delivery JOIN webhook_event event ON event.id = event_id
     WHERE endpoint_id = $1 AND delivery.customer_id = $2 AND dead_at IS NULL
     ORDER BY event_id LIMIT 1`,
    endpointId,
    customerId,
  );
  return row ?? null;
}

export async function deleteDelivery(
  db: Db,
  { endpointId, customerId }: DeliveryQueue,
  eventId: bigint,
): Promise<void> {
  await db.webhookDelivery.deleteMany({ where: { endpointId, customerId, eventId } });
}

/** @param failure.isDead whether it is given up with this one */
export async function writeDeliveryFailure(
  db: Db,
  { endpointId, customerId }: DeliveryQueue,
  { eventId, firstFailedAt }: Delivery,
  { error, now, isDead }: { error: string; now: Date; isDead: boolean },
): Promise<void> {
  await db.webhookDelivery.updateMany({
    where: { endpointId, customerId, eventId },
    data: { firstFailedAt: firstFailedAt ?? now, lastError: error.slice(0, 60), ...(isDead && { deadAt: now }) },
  });
}

/** From the event with this id on, or from this time on. */
export type ReplayStart = { id: bigint } | { at: Date };

/**
 * Queues an endpoint's events anew, those that it has taken and those that were given up included.
 * @returns the customers whose events they are
 */
export async function requeueEvents(db: DbTransaction, endpointId: number, from: ReplayStart): Promise<number[]> {
  const isById = "id" in from;
  const rows = await db.$queryRawUnsafe<{ customerId: number }[]>(
    `WITH queued AS (
       INSERT INTO webhook_delivery (endpoint_id, customer_id, event_id)
       SELECT endpoint.id, event.customer_id, event.id FROM webhook_endpoint endpoint
       JOIN webhook_event event ON (types = '{}' OR event.type = ANY (types))
       WHERE endpoint.id = $1 AND ${isById ? "event.id >= $2::bigint" : "event.at >= $2::timestamptz"}
       ON CONFLICT (endpoint_id, customer_id, event_id) DO UPDATE SET dead_at = NULL, first_failed_at = NULL
       RETURNING customer_id
     )
     SELECT DISTINCT customer_id AS "customerId" FROM queued`,
    endpointId,
    isById ? from.id : from.at.toISOString(),
  );
  return rows.map(({ customerId }) => customerId);
}

/** Of whom the endpoint has still something to take. */
export async function readWaitingCustomers(db: DbTransaction, endpointId: number): Promise<number[]> {
  const where = { endpointId, deadAt: null };
  const rows = await db.webhookDelivery.findMany({ where, distinct: ["customerId"], select: { customerId: true } });
  return rows.map(({ customerId }) => customerId);
}

/** For how long the oldest event has waited that an endpoint is still to take, in seconds; 0 where none waits. */
export async function readOldestWaitingSeconds(db: Db): Promise<number> {
  const [row] = await db.$queryRawUnsafe<{ seconds: number }[]>(
    `SELECT extract(epoch FROM now() - event.at)::float8 AS seconds
     FROM webhook_delivery delivery JOIN webhook_event event ON event.id = event_id
     JOIN webhook_endpoint endpoint ON endpoint.id = endpoint_id
     WHERE dead_at IS NULL AND disabled_at IS NULL ORDER BY event_id LIMIT 1`,
  );
  return row?.seconds ?? 0;
}
