import { describe, expect, test } from "vitest";
import { newAccountNumber } from "@/lib/points/rules";
import { type Bar, code128 } from "./barcode";

/** The widths of bars and gaps by turns, six to a symbol; the stop has seven. */
function symbolsOf(text: string): string[] {
  const code = code128(text);
  if (!code) throw new Error("not encodable");
  const widths = code.bars.map((bar, index) => `${bar.width}${gapAfter(code.bars, index)}`).join("");
  return widths.match(/.{7}$|.{6}(?=.{6})/g) ?? [];
}

function gapAfter(bars: readonly Bar[], index: number): string {
  const bar = bars[index];
  const next = bars[index + 1];
  return bar && next ? String(next.x - bar.x - bar.width) : "";
}

describe("code128", () => {
  test("writes the start, the characters, the check character and the stop", () => {
    // 104 + 1·48 + 2·42 + 3·42 + 4·17 + 5·18 + 6·19 + 7·35 = 879, which leaves 55 by 103.
    expect(symbolsOf("PJJ123C")).toEqual([
      "211214",
      "313121",
      "112133",
      "112133",
      "123221",
      "223211",
      "221132",
      "131321",
      "311321",
      "2331112",
    ]);
  });

  test("writes digits two by two", () => {
    // Start C, 12, 34, the check value (105 + 12 + 2 × 34) mod 103 = 82, stop.
    expect(symbolsOf("1234")).toEqual(["211232", "112232", "131123", "121241", "2331112"]);
  });

  test("writes the last of an odd number of digits by itself", () => {
    // Start C, 12, to set B, 3 (19), the check value (105 + 12 + 2 × 100 + 3 × 19) mod 103 = 65, stop.
    expect(symbolsOf("123")).toEqual(["211232", "112232", "114131", "221132", "121124", "2331112"]);
  });

  test("is eleven modules wide for each symbol and thirteen for the stop", () => {
    expect(code128("796858194916")?.width).toBe((1 + 6 + 1) * 11 + 13);
    expect(code128("lmbr_0d8f")?.width).toBe((1 + 9 + 1) * 11 + 13);
    expect(code128("7")?.width).toBe((1 + 1 + 1) * 11 + 13);
  });

  test("fits a card of the embedded programme on the narrowest phone with two pixels for each module", () => {
    const QUIET_ZONES = 20;
    const width = code128(newAccountNumber())?.width ?? Number.POSITIVE_INFINITY;
    // 320 pixels less the edges.
    expect(2 * (width + QUIET_ZONES)).toBeLessThanOrEqual(288);
  });

  test("refuses what the sets cannot write", () => {
    for (const text of ["", "ş", "٧", "a\n", "x".repeat(61)]) expect(code128(text)).toBeNull();
  });
});
