import { expect, test } from "vitest";
import { PALETTES } from "@/tailwind.config";
import { COLOR_PAIRS } from "./color-pairs";
import { contrastOf } from "./contrast";

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
