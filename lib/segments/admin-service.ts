import type { Deps } from "@/lib/deps";
import { OperatorError } from "@/lib/platform/errors";
import {
  deleteMembership,
  readAllSegments,
  readPriceLists,
  type SegmentRow,
  writeMembership,
  writePriceList,
  writeSegment,
} from "@/lib/segments/store";

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

/** @returns whether the customer did not have it yet @throws OperatorError when there is no such segment */
export async function assignSegment({ db }: SegmentDeps, customerId: number, segmentId: number): Promise<boolean> {
  if (!(await readAllSegments(db)).some(({ id }) => id === segmentId)) {
    throw new OperatorError(`There is no segment ${segmentId}: npm run admin -- segments list shows them.`);
  }
  return writeMembership(db, customerId, segmentId);
}

/** @throws OperatorError when the customer doesn't have it */
export async function removeSegment({ db }: SegmentDeps, customerId: number, segmentId: number): Promise<void> {
  if (await deleteMembership(db, customerId, segmentId)) return;
  throw new OperatorError(`The customer does not have segment ${segmentId}.`);
}
