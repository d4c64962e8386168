import type { ActiveSegmentResponse, SegmentResponse } from "@/lib/segments/schema";
import type { SegmentRow } from "@/lib/segments/store";

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
