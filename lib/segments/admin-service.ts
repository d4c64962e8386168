import type { Operator } from "@/lib/back-office/rules";
import { recordChange } from "@/lib/back-office/service";
import { lockCustomer } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { transact } from "@/lib/platform/database/transact";
import { FieldErrors } from "@/lib/platform/errors";
import {
  deleteMembership,
  hasPriceList,
  hasSegment,
  isCodeTaken,
  readAllSegments,
  readPriceLists,
  readSegmentList,
  type SegmentRow,
  writeMembership,
  writePriceList,
  writeSegment,
} from "@/lib/segments/store";
import { toSegmentEvent, toSegmentRemovedEvent } from "@/lib/segments/view";
import { recordEvents } from "@/lib/webhooks/event-service";

type SegmentDeps = Pick<Deps, "db" | "now">;

export async function listCatalogue({ db }: Pick<Deps, "db">) {
  return { segments: await readAllSegments(db), priceLists: await readPriceLists(db) };
}

export function listAllSegments({ db }: Pick<Deps, "db">): Promise<SegmentRow[]> {
  return readSegmentList(db);
}

export function listPriceLists({ db }: Pick<Deps, "db">): Promise<SegmentRow["priceList"][]> {
  return readPriceLists(db);
}

/**
 * Adds a segment, or changes the one with this id. @returns whether it was added
 * @throws FieldErrors on `price_list_id` when there is no such price list
 */
export function saveSegment(
  deps: SegmentDeps,
  operator: Operator,
  segment: { id: number; name: string; priority: number; priceListId: number },
): Promise<boolean> {
  return transact(deps.db, async (transaction) => {
    if (!(await hasPriceList(transaction, segment.priceListId))) throw FieldErrors.of("price_list_id", "price_list");
    const isNew = !(await hasSegment(transaction, segment.id));
    await writeSegment(transaction, segment);
    await recordChange(transaction, deps, operator, { action: "segment.save", target: `segment ${segment.id}` });
    return isNew;
  });
}

/**
 * Adds a price list, or changes the one with this id. @returns whether it was added
 * @throws FieldErrors on `code` when another price list has it
 */
export function savePriceList(
  deps: SegmentDeps,
  operator: Operator,
  priceList: SegmentRow["priceList"],
): Promise<boolean> {
  return transact(deps.db, async (transaction) => {
    if (await isCodeTaken(transaction, priceList)) throw FieldErrors.of("code", "price_list_code");
    const isNew = !(await hasPriceList(transaction, priceList.id));
    await writePriceList(transaction, priceList);
    await recordChange(transaction, deps, operator, {
      action: "price_list.save",
      target: `price list ${priceList.id}`,
    });
    return isNew;
  });
}

export type MembershipChange = { customerId: number; segmentId: number; isAssigned: boolean };

/** What became of one change of a membership. */
export type MembershipOutcome = "assigned" | "removed" | "unchanged" | "customer_not_found" | "segment_not_found";

/** Puts a customer into a segment, or takes them out of it. */
export function changeMembership(
  deps: SegmentDeps,
  operator: Operator,
  { customerId, segmentId, isAssigned }: MembershipChange,
): Promise<MembershipOutcome> {
  const now = deps.now();
  return transact(deps.db, async (transaction) => {
    if (!(await lockCustomer(transaction, customerId))) return "customer_not_found";
    if (!(await hasSegment(transaction, segmentId))) return "segment_not_found";
    const target = `customer ${customerId}, segment ${segmentId}`;
    if (isAssigned) {
      if (!(await writeMembership(transaction, customerId, segmentId, now))) return "unchanged";
      await recordEvents(transaction, deps, customerId, [toSegmentEvent("segment.assigned", segmentId)]);
      await recordChange(transaction, deps, operator, { action: "membership.assign", target });
      return "assigned";
    }
    const removed = await deleteMembership(transaction, customerId, segmentId, now);
    if (!removed) return "unchanged";
    await recordEvents(transaction, deps, customerId, [toSegmentRemovedEvent(segmentId, removed)]);
    await recordChange(transaction, deps, operator, { action: "membership.remove", target });
    return "removed";
  });
}

/** One after the other, each for itself: repeating all of them changes nothing more. */
export async function changeMemberships(
  deps: SegmentDeps,
  operator: Operator,
  changes: readonly MembershipChange[],
): Promise<MembershipOutcome[]> {
  const outcomes: MembershipOutcome[] = [];
  for (const change of changes) outcomes.push(await changeMembership(deps, operator, change));
  return outcomes;
}
