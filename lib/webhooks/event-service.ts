import type { Deps } from "@/lib/deps";
import { DAY_MS } from "@/lib/platform/dates";
import type { DbTransaction } from "@/lib/platform/db";
import { wakeJobs } from "@/lib/platform/jobs/store";
import type { CustomerEvent, EventType } from "@/lib/webhooks/event-schema";
import { appendEvents, deleteEventsBefore, type NewEvents } from "@/lib/webhooks/event-store";
import { toNewEvent } from "@/lib/webhooks/event-view";
import {
  DELIVER,
  DELIVER_BULK,
  DELIVER_FIRST,
  type DeliverKind,
  type DeliveryQueue,
  deliveryKey,
  deliveryKind,
} from "@/lib/webhooks/rules";

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
  if (events.length > 0) await appendEvents(transaction, [customerId], toNewEvents(customerId, events, now()));
}

/** The events of a customer for a statement that appends them itself. */
export function toNewEvents(customerId: number, events: readonly CustomerEvent[], at: Date): NewEvents {
  const kind = events.some(({ type }) => FIRST.has(type)) ? DELIVER_FIRST : DELIVER;
  return { events: events.map((event) => toNewEvent(customerId, event)), kind, at };
}

/** The same for many customers whom this transaction makes, so that nobody else tells of them; they wait behind all others. */
export async function recordEventsOfNew(
  transaction: DbTransaction,
  { now }: Pick<Deps, "now">,
  customers: readonly { customerId: number; events: readonly CustomerEvent[] }[],
): Promise<void> {
  const complete = customers.flatMap(({ customerId, events }) => events.map((event) => toNewEvent(customerId, event)));
  await appendEvents(transaction, [], { events: complete, kind: DELIVER_BULK, at: now() });
}

/** Has delivered what endpoints have not taken of these customers. */
export async function wakeQueues(
  transaction: DbTransaction,
  kind: DeliverKind,
  queues: readonly DeliveryQueue[],
): Promise<void> {
  if (queues.length === 0) return;
  await wakeJobs(
    transaction,
    queues.map((queue) => ({ kind: deliveryKind(kind, queue.endpointId), key: deliveryKey(queue) })),
  );
}

export function purgeEvents({ db, now }: Deps): Promise<void> {
  return deleteEventsBefore(db, new Date(now().getTime() - EVENTS_KEPT_DAYS * DAY_MS));
}
