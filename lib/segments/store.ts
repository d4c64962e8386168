import { insertMany } from "@/lib/platform/database/insert-many";
import type { Db, DbTransaction } from "@/lib/platform/db";

const priceListSelect = { id: true, name: true, code: true, currency: true } as const;
const segmentSelect = { id: true, name: true, priority: true, priceList: { select: priceListSelect } } as const;

export type SegmentRow = {
  id: number;
  name: string;
  priority: number;
  priceList: { id: number; name: string; code: string; currency: string };
};

type SegmentColumns = Omit<SegmentRow, "priceList"> & {
  priceListId: number;
  priceListName: string;
  code: string;
  currency: string;
};

const SEGMENTS_SQL = `
  SELECT s.id, s.name, s.priority, p.id AS "priceListId", p.name AS "priceListName", p.code, p.currency
  FROM segment_membership m JOIN segment s ON s.id = m.segment_id JOIN price_list p ON p.id = s.price_list_id
  WHERE m.customer_id = $1 ORDER BY s.priority, s.id`;

/** By priority, then id. */
export async function readSegments(db: Db, customerId: number): Promise<SegmentRow[]> {
  const rows = await db.readRows<SegmentColumns>(SEGMENTS_SQL, [customerId]);
  return rows.map(({ priceListId, priceListName, code, currency, ...segment }) => ({
    ...segment,
    priceList: { id: priceListId, name: priceListName, code, currency },
  }));
}

export async function findAssignedSegment(db: Db, customerId: number, segmentId: number): Promise<SegmentRow | null> {
  const membership = await db.segmentMembership.findUnique({
    relationLoadStrategy: "join",
    where: { customerId_segmentId: { customerId, segmentId } },
    select: { segment: { select: segmentSelect } },
  });
  return membership?.segment ?? null;
}

/** Locks the customer until the transaction ends. @returns the active segment; null for none */
export async function lockActiveSegment(db: DbTransaction, customerId: number): Promise<number | null> {
  const [row] = await db.$queryRaw<{ id: number | null }[]>`
    SELECT active_segment_id AS id FROM customer WHERE id = ${customerId} FOR UPDATE`;
  return row?.id ?? null;
}

/** In one statement that also checks that it is still assigned. @returns whether it was */
export async function writeActiveSegment(
  db: DbTransaction,
  customerId: number,
  segmentId: number,
  now: Date,
): Promise<boolean> {
  const { count } = await db.customer.updateMany({
    where: { id: customerId, memberships: { some: { segmentId } } },
    data: { activeSegmentId: segmentId, modifiedAt: now },
  });
  return count === 1;
}

/** By priority, then id, with the number of customers. */
export async function readAllSegments(db: Db) {
  return db.segment.findMany({
    orderBy: [{ priority: "asc" }, { id: "asc" }],
    select: { ...segmentSelect, _count: { select: { memberships: true } } },
  });
}

/** The same without counting, which takes long in a large shop. */
export async function readSegmentList(db: Db): Promise<SegmentRow[]> {
  return db.segment.findMany({ orderBy: [{ priority: "asc" }, { id: "asc" }], select: segmentSelect });
}

export async function readPriceLists(db: Db): Promise<SegmentRow["priceList"][]> {
  return db.priceList.findMany({ orderBy: { id: "asc" }, select: priceListSelect });
}

export async function writeSegment(
  db: DbTransaction,
  { id, ...segment }: { id: number; name: string; priority: number; priceListId: number },
): Promise<void> {
  await db.segment.upsert({ where: { id }, create: { id, ...segment }, update: segment, select: { id: true } });
}

export async function writePriceList(db: DbTransaction, { id, ...priceList }: SegmentRow["priceList"]): Promise<void> {
  await db.priceList.upsert({ where: { id }, create: { id, ...priceList }, update: priceList, select: { id: true } });
}

export async function hasSegment(db: DbTransaction, id: number): Promise<boolean> {
  return (await db.segment.count({ where: { id } })) === 1;
}

export async function hasPriceList(db: DbTransaction, id: number): Promise<boolean> {
  return (await db.priceList.count({ where: { id } })) === 1;
}

/** Whether another price list has the code. */
export async function isCodeTaken(
  db: DbTransaction,
  { id, code }: Pick<SegmentRow["priceList"], "id" | "code">,
): Promise<boolean> {
  return (await db.priceList.count({ where: { code, id: { not: id } } })) > 0;
}

/** The customer's row is locked. @returns whether it was not assigned before */
export async function writeMembership(
  db: DbTransaction,
  customerId: number,
  segmentId: number,
  now: Date,
): Promise<boolean> {
  const { count } = await db.segmentMembership.createMany({
    data: [{ customerId, segmentId }],
    skipDuplicates: true,
  });
  if (count === 1) await db.customer.updateMany({ where: { id: customerId }, data: { modifiedAt: now } });
  return count === 1;
}

/**
 * When it was the active one, none is. The customer's row is locked.
 * @returns whether it was the active one; null when it was not assigned
 */
export async function deleteMembership(
  db: DbTransaction,
  customerId: number,
  segmentId: number,
  now: Date,
): Promise<{ wasActive: boolean } | null> {
  const { count } = await db.segmentMembership.deleteMany({ where: { customerId, segmentId } });
  if (count === 0) return null;
  const cleared = await db.customer.updateMany({
    where: { id: customerId, activeSegmentId: segmentId },
    data: { activeSegmentId: null },
  });
  await db.customer.updateMany({ where: { id: customerId }, data: { modifiedAt: now } });
  return { wasActive: cleared.count === 1 };
}

export async function readSegmentIds(db: Db): Promise<number[]> {
  return (await db.segment.findMany({ select: { id: true } })).map(({ id }) => id);
}

/** For customers who have none. */
export async function insertMemberships(
  db: DbTransaction,
  memberships: readonly { customerId: number; segmentId: number }[],
): Promise<void> {
  await insertMany(db, "segment_membership", { customerId: "int", segmentId: "int" }, memberships);
}
