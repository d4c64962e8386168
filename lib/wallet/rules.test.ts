import { describe, expect, test } from "vitest";
import { cardText, isKnownSince, passTokenIn, withoutNames } from "@/lib/wallet/rules";

test.each([
  ["ApplePass 0123456789abcdef", "0123456789abcdef"],
  ["applepass 0123456789abcdef", null],
  ["ApplePass short", null],
  ["ApplePass 0123456789abcdef more", null],
  ["Bearer 0123456789abcdef", null],
  [null, null],
])("the token in %j is %j", (authorization, token) => {
  expect(passTokenIn(authorization)).toBe(token);
});

describe("a phone knows a change", () => {
  const changedAt = new Date("2026-12-01T10:00:05Z");
  test.each([
    ["Tue, 01 Dec 2026 10:00:05 GMT", true],
    ["Tue, 01 Dec 2026 10:00:06 GMT", true],
    ["Tue, 01 Dec 2026 10:00:04 GMT", false],
    ["yesterday", false],
    [null, false],
  ])("of 10:00:05 by %j: %j", (header, isKnown) => {
    expect(isKnownSince(header, changedAt)).toBe(isKnown);
  });
});

test("cards differ by each of what they show", () => {
  const card = { name: "Mia", number: "700", points: 1, tier: null };
  const others = [
    null,
    { ...card, name: "Max" },
    { ...card, number: "701" },
    { ...card, points: null },
    { ...card, tier: "Blue" },
  ];
  expect(new Set([card, ...others].map(cardText)).size).toBe(6);
});

test("a phone's text keeps its words and loses what could name it", () => {
  const text =
    "Web service error for pass.com.shop (https://shop.example): Response to 'What changed?' of b9c0a4f27f1d4a1d9c0a is 500";
  expect(withoutNames(text)).toBe(text.replace("b9c0a4f27f1d4a1d9c0a", "…"));
});
