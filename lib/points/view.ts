import type { AppliedEvent } from "@/lib/points/service";

export function toAppliedEventResponse({ id, accountNumber, points, balance }: AppliedEvent) {
  return { id, account_number: accountNumber, points, balance };
}
