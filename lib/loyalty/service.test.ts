import { describe, expect, test } from "vitest";
import { findCustomerCard, getPoints } from "@/lib/loyalty/service";
import { newMemberOf, openLoyaltyShop } from "@/lib/testing/loyalty-shop";
import type { Shop } from "@/lib/testing/shop";

describe("the tier", () => {
  const loyalty = openLoyaltyShop("embedded");

  async function tierStatus(shop: Shop, customerId: number) {
    const card = await findCustomerCard(shop, customerId);
    if (!card) throw new Error("there is no card");
    const { points, tier, errors } = await getPoints(shop, card, "en");
    return { points, tier, isKnown: errors === null };
  }

  test("comes with the points, is kept as long as they are, and shown as last known while nothing is heard", async () => {
    const { shop } = loyalty;
    const { customer, accountNumber } = await newMemberOf(shop);
    await loyalty.addPoints(accountNumber, 600);
    const silver = { name: "Silver", next: { name: "Gold", missingPoints: 1400 } };
    for (let time = 0; time < 2; time++) {
      expect(await tierStatus(shop, customer.id)).toEqual({ points: 600, tier: silver, isKnown: true });
    }
    expect(loyalty.calls("balance")).toBe(1);
    await loyalty.addPoints(accountNumber, 1400);
    const later = { ...shop, now: () => new Date(Date.now() + 121_000) };
    loyalty.fail("balance");
    expect(await tierStatus(later, customer.id)).toEqual({ points: 600, tier: silver, isKnown: false });
    loyalty.heal("balance");
    const gold = { name: "Gold", next: null };
    expect(await tierStatus(later, customer.id)).toEqual({ points: 2000, tier: gold, isKnown: true });
  });
});
