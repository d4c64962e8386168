import { describe, expect, test } from "vitest";
import { code128 } from "./barcode";

/** The widths of bars and gaps by turns. */
function widthsOf(text: string): string {
  const code = code128(text);
  if (!code) throw new Error("not encodable");
  return code.bars.map((bar, index) => `${bar.width}${gapAfter(code.bars, index)}`).join("");
}

function gapAfter(bars: { x: number; width: number }[], index: number): string {
  const bar = bars[index];
  const next = bars[index + 1];
  return bar && next ? String(next.x - bar.x - bar.width) : "";
}

describe("code128", () => {
  test("writes the start, the characters, the check character and the stop", () => {
    // 104 + 1·48 + 2·42 + 3·42 + 4·17 + 5·18 + 6·19 + 7·35 = 879, which leaves 55.
    expect(widthsOf("PJJ123C")).toBe(
      ["211214", "313121", "112133", "112133", "123221", "223211", "221132", "131321", "311321", "2331112"].join(""),
    );
  });

  test("is eleven modules wide for each character, start and check, and thirteen for the stop", () => {
    for (const text of ["7", "796858194916", "lmbr_0d8f"])
      expect(code128(text)?.width).toBe((text.length + 2) * 11 + 13);
  });

  test("refuses what set B cannot write", () => {
    for (const text of ["", "ş", "٧", "a\n", "x".repeat(61)]) expect(code128(text)).toBeNull();
  });
});
