import { findShopTraces } from "@/e2e/fixtures/shop-traces";
import { expect, test } from "@/e2e/fixtures/world-test";

/* That these traces are there in shops with slots and fields show e2e/shops/slots.spec.ts and fields.spec.ts. */

test("a shop that fills no slot and declares no field sends browsers nothing for them: no script, no text, no entry", async ({
  openPageAs,
}) => {
  expect(await findShopTraces(openPageAs)).toEqual([]);
});
