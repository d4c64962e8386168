import { expect, test } from "vitest";
import { CARD_TIERS } from "@/components/loyalty/tier-badge";
import { MATERIALS, PALETTES } from "@/tailwind.config";

type Color = keyof typeof PALETTES.light;

type ColorPair = { front: Color; back: Color; least: 3 | 4.5 };

const text = (front: Color, ...backs: Color[]): ColorPair[] => backs.map((back) => ({ front, back, least: 4.5 }));
const shape = (front: Color, ...backs: Color[]): ColorPair[] => backs.map((back) => ({ front, back, least: 3 }));

/** What stands on what, with the contrast it needs at least: 4.5 for text, 3 for borders, icons and the focus ring. */
const COLOR_PAIRS: readonly ColorPair[] = [
  ...text("ink", "surface", "canvas", "sunken", "primary-soft"),
  ...text("ink-soft", "surface", "canvas", "sunken"),
  ...text("primary", "surface", "canvas"),
  ...text("on-primary", "primary", "primary-hover"),
  ...text("on-primary-soft", "primary-soft"),
  ...text("panel", "accent"),
  ...text("on-accent-soft", "accent-soft"),
  ...text("danger", "surface", "canvas"),
  ...text("surface", "danger"),
  ...text("on-danger-soft", "danger-soft"),
  ...text("success", "surface"),
  ...text("on-success-soft", "success-soft"),
  ...text("on-panel", "panel"),
  ...text("on-panel-soft", "panel"),
  ...shape("line-strong", "surface", "canvas", "sunken"),
  ...shape("accent", "panel"),
];

test("black on white has the ratio 21, a colour on itself 1, and the order does not matter", () => {
  expect(contrastOf("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrastOf("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  expect(contrastOf("#ffffff", "#777777")).toBeCloseTo(4.48, 2);
  expect(contrastOf("#0a5f57", "#0a5f57")).toBe(1);
});

test.each(["light", "dark"] as const)(
  "in the %s theme every text has 4.5:1, and every border of a control 3:1",
  (theme) => {
    const palette = PALETTES[theme];
    const faint = COLOR_PAIRS.filter(({ front, back, least }) => contrastOf(palette[front], palette[back]) < least);
    expect(faint).toEqual([]);
  },
);

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

/**
 * The contrast of two colours, each as `#rrggbb` (WCAG 2.2, "relative luminance" and "contrast ratio").
 * @returns from 1, the same, to 21, black on white
 */
function contrastOf(one: string, other: string): number {
  const [darker, lighter] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

function luminanceOf(color: string): number {
  const linear = (at: number) => {
    const channel = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(1) + 0.7152 * linear(3) + 0.0722 * linear(5);
}
