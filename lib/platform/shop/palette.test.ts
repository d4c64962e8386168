import fc from "fast-check";
import { expect, test } from "vitest";
import { contrastOf, derivePalettes, findFaintPairs } from "@/lib/platform/shop/palette";
import shop from "@/shop.config";

test("black on white has the ratio 21, a colour on itself 1, and the order does not matter", () => {
  expect(contrastOf("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrastOf("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  expect(contrastOf("#ffffff", "#777777")).toBeCloseTo(4.48, 2);
  expect(contrastOf("#0a5f57", "#0a5f57")).toBe(1);
});

test("in both themes every text has 4.5:1, every border of a control 3:1, and the card as much on all of it", () => {
  expect(findFaintPairs(derivePalettes(shop.colors))).toEqual([]);
});

test("the colours that a shop names are used as they are", () => {
  const { light, evening } = derivePalettes({ primary: "#5b21b6", accent: "#22d3ee", panel: "#1e1b4b" });
  expect(light).toMatchObject({ primary: "#5b21b6", accent: "#22d3ee", panel: "#1e1b4b" });
  expect(evening.middle).toBe("#1e1b4b");
});

test("a primary colour that is too light for text is named with what it is too faint on", () => {
  const faint = findFaintPairs(derivePalettes({ primary: "#ff3d7f", accent: "#ffe600" }));
  expect(faint).toContainEqual({
    theme: "light",
    front: "primary #ff3d7f",
    back: "surface #ffffff",
    ratio: expect.closeTo(3.37, 2),
    least: 4.5,
  });
});

test("whatever a shop names, what follows by itself can be read: only its own colours are ever refused", () => {
  const channel = fc.integer({ min: 0, max: 255 });
  const color = fc
    .tuple(channel, channel, channel)
    .map((channels) => `#${channels.map((value) => value.toString(16).padStart(2, "0")).join("")}`);
  fc.assert(
    fc.property(fc.record({ primary: color, accent: color }), (colors) => {
      const own = [colors.primary, colors.accent];
      const faint = findFaintPairs(derivePalettes(colors)).filter(
        ({ front, back }) =>
          !own.some((one) => front.includes(one) || back.includes(one) || back.startsWith("primary")),
      );
      expect(faint).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
