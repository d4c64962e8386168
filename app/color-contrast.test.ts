import { expect, test } from "vitest";
import { CARD_TIERS } from "@/components/loyalty/tier-badge";
import { contrastOf } from "@/lib/platform/shop/palette";
import { MATERIALS } from "@/tailwind.config";

test.each(Object.keys(MATERIALS) as (keyof typeof MATERIALS)[])(
  "on the card in %s every text has 4.5:1 on all of it, and a button's shape 3:1",
  (tier) => {
    const { ink, accent, "ink-soft": soft, "on-accent": onAccent, sun, ...backs } = MATERIALS[tier];
    const faint = Object.entries(backs).filter(
      ([, back]) => contrastOf(ink, back) < 4.5 || contrastOf(soft, back) < 4.5 || contrastOf(accent, back) < 3,
    );
    expect(faint).toEqual([]);
    expect(contrastOf(onAccent, accent)).toBeGreaterThanOrEqual(4.5);
  },
);

test("the card has a material for each tier that it knows, and the shop's own for all others", () => {
  expect(Object.keys(MATERIALS)).toEqual(["house", ...CARD_TIERS]);
});
