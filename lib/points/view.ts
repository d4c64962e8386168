import type { AppliedEvent } from "@/lib/points/service";

/** Answer of POST /loyalty-card/events/. */
export function toAppliedEventResponse({ id, accountNumber, points, balance }: AppliedEvent) {
  return { id, account_number: accountNumber, points, balance };
}
