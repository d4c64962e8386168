import { recordActivity } from "@/lib/activity/store";
import type { CustomerActor } from "@/lib/auth/rules";
import type { CustomerRow } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { transact } from "@/lib/platform/database/transact";
import { AppError } from "@/lib/platform/errors";
import type { RequestContext } from "@/lib/platform/request-context";
import type { ActiveSegmentResponse, SegmentResponse } from "@/lib/segments/schema";
import { findAssignedSegment, lockActiveSegment, readSegments, writeActiveSegment } from "@/lib/segments/store";
import { toActiveSegmentResponse, toSegmentEvent, toSegmentResponse } from "@/lib/segments/view";
import { recordEvents } from "@/lib/webhooks/event-service";

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
  const notAssigned = new AppError("segment_100_1", { values: { segment: segmentId, user: String(customer.id) } });
  if (!segment) throw notAssigned;
  const now = deps.now();
  await transact(deps.db, async (transaction) => {
    const former = await lockActiveSegment(transaction, customer.id);
    if (former === id) return;
    if (!(await writeActiveSegment(transaction, customer.id, id, now))) throw notAssigned;
    const activity = { kind: "segment_switched", at: now, context, detail: segment.name } as const;
    await recordActivity(transaction, customer.id, activity);
    await recordEvents(transaction, deps, customer.id, [toSegmentEvent("segment.switched", id)]);
  });
  return toActiveSegmentResponse(segment);
}
