import fc from "fast-check";
import { expect, test } from "vitest";
import { transact } from "@/lib/platform/database/transact";
import { readSegments, writeMembership, writePriceList, writeSegment } from "@/lib/segments/store";
import { createCustomer } from "@/lib/testing/customers";
import { openShop } from "@/lib/testing/shop";

const FIRST_ID = 7_100;
const priorities = fc.array(fc.integer({ min: -2, max: 2 }), { maxLength: 6 });

test("a customer's segments are read as Prisma reads them, by priority and then by id", async () => {
  const shop = await openShop();
  const { db } = shop;
  const priceList = { id: FIRST_ID, name: "Liste ü", code: "list-7100", currency: "TRY" };
  await transact(db, (transaction) => writePriceList(transaction, priceList));
  await fc.assert(
    fc.asyncProperty(priorities, async (all) => {
      const { id: customerId } = await createCustomer(shop);
      await transact(db, async (transaction) => {
        for (const [index, priority] of all.entries()) {
          const id = FIRST_ID + index;
          await writeSegment(transaction, { id, name: `Segment ${index}`, priority, priceListId: FIRST_ID });
          await writeMembership(transaction, customerId, id, shop.now());
        }
      });
      const byPrisma = await db.segment.findMany({
        where: { memberships: { some: { customerId } } },
        orderBy: [{ priority: "asc" }, { id: "asc" }],
        omit: { priceListId: true },
        include: { priceList: true },
      });
      expect(byPrisma).toHaveLength(all.length);
      expect(await readSegments(db, customerId)).toEqual(byPrisma);
    }),
    { numRuns: 10 },
  );
});
