import type { AppliedEvent } from "@/lib/points/order-event-service";
import type { Entry } from "@/lib/points/rules";
import type { CustomerEvent } from "@/lib/webhooks/event-schema";

export function toAppliedEventResponse({ id, accountNumber, points, balance }: AppliedEvent) {
  return { id, account_number: accountNumber, points, balance };
}

export function toPointsEvent(accountNumber: string, { kind, points }: Pick<Entry, "kind" | "points">): CustomerEvent {
  return { type: "points.changed", data: { account_number: accountNumber, kind, points } };
}
