import type { Deps } from "@/lib/deps";
import type { DbTransaction } from "@/lib/platform/db";
import { wakeJobs } from "@/lib/platform/jobs/store";
import type { CustomerEvent, EventType } from "@/lib/webhooks/event-schema";
import { deleteEventsBefore, insertEvents } from "@/lib/webhooks/event-store";
import { DELIVER, DELIVER_FIRST, deliveryKey } from "@/lib/webhooks/rules";

const DAY_MS = 86_400_000;
/** Long enough to replay what a receiver has missed over a holiday. */
const EVENTS_KEPT_DAYS = 30;

/** What must not wait behind a bulk change: other systems are to stop at once. */
const FIRST = new Set<EventType>(["consent.withdrawn", "customer.deletion_asked", "customer.deleted"]);

/**
 * Tells other systems what happens to a customer, in the transaction in which it happens: they hear of it once it is
 * committed, of one customer in this order, and of nothing that was rolled back.
 */
export async function recordEvents(
  transaction: DbTransaction,
  { now }: Pick<Deps, "now">,
  customerId: number,
  events: readonly CustomerEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const complete = events.map(({ type, data }) => ({ type, data: { customer_id: customerId, ...data } }));
  const endpoints = await insertEvents(transaction, customerId, complete, now());
  const kind = events.some(({ type }) => FIRST.has(type)) ? DELIVER_FIRST : DELIVER;
  const keys = endpoints.map((endpointId) => deliveryKey({ endpointId, customerId }));
  if (keys.length > 0) await wakeJobs(transaction, kind, keys);
}

export function purgeEvents({ db, now }: Deps): Promise<void> {
  return deleteEventsBefore(db, new Date(now().getTime() - EVENTS_KEPT_DAYS * DAY_MS));
}
