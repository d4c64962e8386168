import type { ActiveSegmentResponse, SegmentResponse } from "@/lib/segments/schema";
import type { SegmentRow } from "@/lib/segments/store";
import type { CustomerEvent } from "@/lib/webhooks/event-schema";

export function toSegmentResponse(segment: SegmentRow, activeId: number | null): SegmentResponse {
  return { priority: segment.priority, pk: segment.id, name: segment.name, is_active: segment.id === activeId };
}

/** Keys in the document's order. */
export function toActiveSegmentResponse({ id, name, priority, priceList }: SegmentRow): ActiveSegmentResponse {
  return {
    priority,
    pk: id,
    price_list: { pk: priceList.id, name: priceList.name, code: priceList.code, currency: priceList.currency },
    name,
  };
}

export function toSegmentEvent(type: "segment.assigned" | "segment.switched", segmentId: number): CustomerEvent {
  return { type, data: { segment_id: segmentId } };
}

export function toSegmentRemovedEvent(segmentId: number, { wasActive }: { wasActive: boolean }): CustomerEvent {
  return { type: "segment.removed", data: { segment_id: segmentId, was_active: wasActive } };
}
