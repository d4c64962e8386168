import type { ActiveSegmentResponse, SegmentResponse } from "@/lib/segments/schema";
import type { SegmentRow } from "@/lib/segments/store";

/** A segment in the customer's list; `activeId` is the one whose prices he sees. */
export function toSegmentResponse(segment: SegmentRow, activeId: number | null): SegmentResponse {
  return { priority: segment.priority, pk: segment.id, name: segment.name, is_active: segment.id === activeId };
}

/** A segment with what it gives: its price list. Keys in the document's order. */
export function toActiveSegmentResponse({ id, name, priority, priceList }: SegmentRow): ActiveSegmentResponse {
  return {
    priority,
    pk: id,
    price_list: { pk: priceList.id, name: priceList.name, code: priceList.code, currency: priceList.currency },
    name,
  };
}
