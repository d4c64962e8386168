import { expect, test } from "vitest";
import { countSmsSegments } from "@/lib/notifications/sms-rules";

test.each([
  ["160 letters of the alphabet", "ä".repeat(160), 1],
  ["161 of them", "a".repeat(161), 2],
  ["306, which two parts hold with their headers", "a".repeat(306), 2],
  ["307", "a".repeat(307), 3],
  ["80 that take two places each", "€".repeat(80), 1],
  ["81 of those", "€".repeat(81), 2],
  ["70 others", "я".repeat(70), 1],
  ["one other among 70", `${"a".repeat(70)}ş`, 2],
  ["134 others", "م".repeat(134), 2],
  ["135 others", "م".repeat(135), 3],
  ["36 pairs of surrogates", "😀".repeat(36), 2],
])("%s are charged as they are sent", (_name, text, segments) => {
  expect(countSmsSegments(text)).toBe(segments);
});
