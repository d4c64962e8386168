import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { findCard, readCard } from "@/lib/loyalty/store";
import { transact } from "@/lib/platform/database/transact";
import { createCustomer } from "@/lib/testing/customers";
import { openShop } from "@/lib/testing/shop";

const instant = fc.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
const anyCard = fc.record({
  number: fc.string({ unit: "grapheme", maxLength: 20 }).map((text) => text.replaceAll("\0", "")),
  points: fc.option(fc.bigInt({ min: 0n, max: 2n ** 53n - 1n })),
  pointsAt: fc.option(instant),
  tier: fc.record({ level: fc.constantFrom("gold", "ü"), next: fc.option(fc.nat()), a: fc.array(fc.boolean()) }),
  ...{ createdAt: instant, modifiedAt: instant },
});

test("a card is read the same in a transaction, by Prisma, and outside of one", async () => {
  const shop = await openShop();
  await fc.assert(
    fc.asyncProperty(anyCard, async (card) => {
      const { id: customerId } = await createCustomer(shop);
      expect(await readCard(shop.db, customerId)).toBeNull();
      const data = { ...card, customerId, provider: "embedded", accountNumber: randomBytes(8).toString("hex") };
      await shop.db.loyaltyCard.create({ data });
      const found = await transact(shop.db, (transaction) => findCard(transaction, customerId));
      expect(found).toMatchObject({ number: card.number, pointsAt: card.pointsAt });
      expect(await readCard(shop.db, customerId)).toEqual(found);
    }),
    { numRuns: 10 },
  );
});
