import type { Db } from "@/lib/db";

const priceListSelect = { id: true, name: true, code: true, currency: true } as const;
const segmentSelect = { id: true, name: true, priority: true, priceList: { select: priceListSelect } } as const;

export type SegmentRow = {
  id: number;
  name: string;
  priority: number;
  priceList: { id: number; name: string; code: string; currency: string };
};

/** The segments assigned to a customer, by priority, then id. */
export async function readSegments(db: Db, customerId: number): Promise<SegmentRow[]> {
  return db.segment.findMany({
    relationLoadStrategy: "join",
    where: { memberships: { some: { customerId } } },
    orderBy: [{ priority: "asc" }, { id: "asc" }],
    select: segmentSelect,
  });
}

/** A segment, provided it is assigned to the customer. */
export async function findAssignedSegment(db: Db, customerId: number, segmentId: number): Promise<SegmentRow | null> {
  const membership = await db.segmentMembership.findUnique({
    relationLoadStrategy: "join",
    where: { customerId_segmentId: { customerId, segmentId } },
    select: { segment: { select: segmentSelect } },
  });
  return membership?.segment ?? null;
}

/**
 * Makes a segment the active one in one statement that also checks that it is still assigned.
 *
 * @returns whether it was assigned
 */
export async function writeActiveSegment(db: Db, customerId: number, segmentId: number): Promise<boolean> {
  const { count } = await db.customer.updateMany({
    where: { id: customerId, memberships: { some: { segmentId } } },
    data: { activeSegmentId: segmentId },
  });
  return count === 1;
}
