import type { ChangeMembershipsBody, SavePriceListBody, SaveSegmentBody } from "@/lib/segments/admin-schema";
import type { MembershipChange, MembershipOutcome } from "@/lib/segments/admin-service";
import type { SegmentRow } from "@/lib/segments/store";

export function toAdminSegmentResponse({ id, name, priority, priceList }: SegmentRow) {
  return { id, name, priority, price_list_id: priceList.id };
}

/** A segment as it was saved. */
export function toSavedSegmentResponse(id: number, { name, priority, price_list_id }: SaveSegmentBody) {
  return { id, name, priority, price_list_id };
}

export function toSavedPriceListResponse(id: number, { name, code, currency }: SavePriceListBody) {
  return { id, name, code, currency };
}

export function toMembershipChanges({ changes }: ChangeMembershipsBody): MembershipChange[] {
  return changes.map(({ customer_id, segment_id, is_assigned }) => {
    return { customerId: customer_id, segmentId: segment_id, isAssigned: is_assigned };
  });
}

/** The outcome of each change, in their order. */
export function toChangedMembershipsResponse(
  changes: readonly MembershipChange[],
  outcomes: readonly MembershipOutcome[],
) {
  return {
    results: outcomes.map((outcome, index) => {
      const { customerId = 0, segmentId = 0 } = changes[index] ?? {};
      return { customer_id: customerId, segment_id: segmentId, outcome };
    }),
  };
}
