import { randomBytes } from "node:crypto";
import type { Shop } from "@/lib/testing/shop";

// On globalThis, since the worker's database outlives the modules of one file; beyond the ids that a back office takes.
const shared = globalThis as { testSegmentIds?: number };

/** A segment of the test's own with a price list of its own, assigned to the given customers. */
export async function createSegment(
  shop: Shop,
  {
    customers = [],
    priority = 0,
    currency = "usd",
  }: { customers?: { id: number }[]; priority?: number; currency?: string } = {},
) {
  const code = randomBytes(6).toString("hex");
  shared.testSegmentIds = (shared.testSegmentIds ?? 1_000_000) + 1;
  const id = shared.testSegmentIds;
  await shop.db.priceList.create({ data: { id, name: `Price list ${code}`, code, currency } });
  return shop.db.segment.create({
    data: {
      id,
      name: `Segment ${code}`,
      priority,
      priceListId: id,
      memberships: { create: customers.map(({ id: customerId }) => ({ customerId })) },
    },
    select: { id: true, name: true, priority: true, priceList: true },
  });
}
