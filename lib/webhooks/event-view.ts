import type { CustomerEvent } from "@/lib/webhooks/event-schema";
import type { NewEvent } from "@/lib/webhooks/event-store";

/** An event as it is kept and sent: its data names the customer. */
export function toNewEvent(customerId: number, { type, data }: CustomerEvent): NewEvent {
  return { customerId, type, data: { customer_id: customerId, ...data } };
}
