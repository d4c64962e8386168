import fc from "fast-check";
import { expect, test } from "vitest";
import { readConsentEvents } from "@/lib/consents/store";
import { createCustomer } from "@/lib/testing/customers";
import { openShop } from "@/lib/testing/shop";

const answer = fc.option(fc.boolean());
const anyEvent = fc.record({
  channel: fc.constantFrom("email" as const, "sms" as const, "call" as const),
  oldValue: answer,
  newValue: answer,
  at: fc.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true }),
  ip: fc.option(fc.ipV6()),
  wordingVersion: fc.constantFrom("2026-01", "ü"),
  source: fc.constantFrom("profile", "registration"),
});

test("the ledger is read as Prisma reads it, newest first", async () => {
  const shop = await openShop();
  const { db } = shop;
  await fc.assert(
    fc.asyncProperty(fc.array(anyEvent, { maxLength: 8 }), async (events) => {
      const { id: customerId } = await createCustomer(shop);
      await db.consentEvent.createMany({ data: events.map((event) => ({ ...event, customerId })) });
      const read = await db.consentEvent.findMany({ where: { customerId }, orderBy: { id: "desc" } });
      expect(read).toHaveLength(events.length);
      expect(await readConsentEvents(db, customerId)).toEqual(read);
    }),
    { numRuns: 10 },
  );
});
