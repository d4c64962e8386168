import { randomBytes } from "node:crypto";
import type { Shop } from "@/lib/testing/shop";

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
  return shop.db.segment.create({
    data: {
      name: `Segment ${code}`,
      priority,
      priceList: { create: { name: `Price list ${code}`, code, currency } },
      memberships: { create: customers.map(({ id }) => ({ customerId: id })) },
    },
    select: { id: true, name: true, priority: true, priceList: true },
  });
}
