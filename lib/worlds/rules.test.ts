import { expect, test } from "vitest";
import { durationMs } from "@/lib/worlds/rules";

test.each([
  ["PT30S", 30_000],
  ["PT5M", 300_000],
  ["PT1H30M", 5_400_000],
  ["P14D", 14 * 86_400_000],
  ["P2W", 14 * 86_400_000],
  ["P1DT1S", 86_401_000],
])("%s is %i milliseconds", (duration, milliseconds) => {
  expect(durationMs(duration)).toBe(milliseconds);
});

test.each(["", "P", "PT", "P1DT", "5m", "P1M", "P1Y", "PT-5M"])("'%s' is no duration", (text) => {
  expect(() => durationMs(text)).toThrow();
});
