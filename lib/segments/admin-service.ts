import { lockCustomer } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { transact } from "@/lib/platform/database/transact";
import { OperatorError } from "@/lib/platform/errors";
import {
  deleteMembership,
  hasSegment,
  readAllSegments,
  readPriceLists,
  type SegmentRow,
  writeMembership,
  writePriceList,
  writeSegment,
} from "@/lib/segments/store";
import { recordEvents } from "@/lib/webhooks/event-service";

type SegmentDeps = Pick<Deps, "db">;

export async function listCatalogue({ db }: SegmentDeps) {
  return { segments: await readAllSegments(db), priceLists: await readPriceLists(db) };
}

/**
 * Adds a segment, or changes the one with this id. @returns whether it was added
 * @throws OperatorError when there is no such price list
 */
export async function saveSegment(
  { db }: SegmentDeps,
  segment: { id: number; name: string; priority: number; priceListId: number },
): Promise<boolean> {
  const { segments, priceLists } = await listCatalogue({ db });
  if (!priceLists.some(({ id }) => id === segment.priceListId)) {
    throw new OperatorError(
      `There is no price list ${segment.priceListId}: add it first, with npm run admin -- segments price-list.`,
    );
  }
  await writeSegment(db, segment);
  return !segments.some(({ id }) => id === segment.id);
}

/**
 * Adds a price list, or changes the one with this id. @returns whether it was added
 * @throws OperatorError when another price list has its code
 */
export async function savePriceList({ db }: SegmentDeps, priceList: SegmentRow["priceList"]): Promise<boolean> {
  const others = await readPriceLists(db);
  const holder = others.find(({ code }) => code === priceList.code);
  if (holder && holder.id !== priceList.id) {
    throw new OperatorError(`The code ${priceList.code} belongs to price list ${holder.id} ${holder.name}.`);
  }
  await writePriceList(db, priceList);
  return !others.some(({ id }) => id === priceList.id);
}

/** What became of one change of a membership. */
export type MembershipOutcome = "assigned" | "removed" | "unchanged" | "customer_not_found" | "segment_not_found";

/** Puts a customer into a segment, or takes them out of it; both at once when repeated change nothing more. */
export function changeMembership(
  { db, now }: Pick<Deps, "db" | "now">,
  { customerId, segmentId, isAssigned }: { customerId: number; segmentId: number; isAssigned: boolean },
): Promise<MembershipOutcome> {
  return transact(db, async (transaction) => {
    if (!(await lockCustomer(transaction, customerId))) return "customer_not_found";
    if (!(await hasSegment(transaction, segmentId))) return "segment_not_found";
    const data = { segment_id: segmentId };
    if (isAssigned) {
      if (!(await writeMembership(transaction, customerId, segmentId, now()))) return "unchanged";
      await recordEvents(transaction, { now }, customerId, [{ type: "segment.assigned", data }]);
      return "assigned";
    }
    const removed = await deleteMembership(transaction, customerId, segmentId, now());
    if (!removed) return "unchanged";
    const event = { type: "segment.removed", data: { ...data, was_active: removed.wasActive } } as const;
    await recordEvents(transaction, { now }, customerId, [event]);
    return "removed";
  });
}
