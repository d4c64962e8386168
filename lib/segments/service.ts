import { recordActivity } from "@/lib/activity/store";
import type { CustomerActor } from "@/lib/auth/rules";
import type { CustomerRow } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { AppError } from "@/lib/platform/errors";
import type { RequestContext } from "@/lib/platform/request-context";
import type { ActiveSegmentResponse, SegmentResponse } from "@/lib/segments/schema";
import { findAssignedSegment, readSegments, writeActiveSegment } from "@/lib/segments/store";
import { toActiveSegmentResponse, toSegmentResponse } from "@/lib/segments/view";

/** A larger id fits no column. */
const SEGMENT_ID_MAX = 2 ** 31 - 1;

/** By priority, then id. */
export async function listSegments(deps: Deps, customer: CustomerRow): Promise<SegmentResponse[]> {
  const segments = await readSegments(deps.db, customer.id);
  return segments.map((segment) => toSegmentResponse(segment, customer.activeSegmentId));
}

/** What the segments page shows, in one query: each segment with the price list it would bring. */
export async function listSegmentsWithPrices(
  deps: Deps,
  customer: CustomerRow,
): Promise<{ segments: SegmentResponse[]; prices: ActiveSegmentResponse[] }> {
  const segments = await readSegments(deps.db, customer.id);
  return {
    segments: segments.map((segment) => toSegmentResponse(segment, customer.activeSegmentId)),
    prices: segments.map(toActiveSegmentResponse),
  };
}

/**
 * Makes a segment the active one, over sessions. @param segmentId as it stands in the path
 * @throws AppError `not_found` when it is no number, `segment_100_1` when it is not assigned to the customer
 */
export async function activateSegment(
  deps: Deps,
  { customer }: CustomerActor,
  segmentId: string,
  context: RequestContext,
): Promise<ActiveSegmentResponse> {
  if (!/^-?\d+$/.test(segmentId)) throw new AppError("not_found");
  const id = Number(segmentId);
  const segment = id >= 1 && id <= SEGMENT_ID_MAX ? await findAssignedSegment(deps.db, customer.id, id) : null;
  if (!segment || !(await writeActiveSegment(deps.db, customer.id, id))) {
    throw new AppError("segment_100_1", { values: { segment: segmentId, user: String(customer.id) } });
  }
  if (id !== customer.activeSegmentId) {
    const event = { kind: "segment_switched", at: deps.now(), context, detail: segment.name } as const;
    await recordActivity(deps.db, customer.id, event);
  }
  return toActiveSegmentResponse(segment);
}
