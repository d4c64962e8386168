import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalizeCode, PURPOSES, purposeOf, smsCode } from "@/lib/verification/schema";

describe("normalizeCode", () => {
  test.each([
    ["123456", "123456"],
    ["123 456", "123456"],
    [" 12-34–56 ", "123456"],
    ["١٢٣٤٥٦", "123456"],
    ["۱۲۳۴۵۶", "123456"],
    ["१२३४५६", "123456"],
    ["１２３４５６", "123456"],
    ["٠٩٠٩", "0909"],
    ["\u200f123456\u200e", "123456"],
    ["\u202b123\u202c456", "123456"],
    ["12a456", "12a456"],
    ["@localhost #745243", "745243"],
    ["Sahil: your code is 745243. It is valid for 5 minutes.\n\n@localhost #745243", "745243"],
    ["@shop.example #٧٤٥٢٤٣ ", "745243"],
    ["", ""],
  ])("%j is %j", (typed, code) => {
    expect(normalizeCode(typed)).toBe(code);
  });

  test("reads the ten digits of every script that Unicode knows, each as its value", () => {
    for (let point = 0; point <= 0x1ffff; point++) {
      const character = String.fromCodePoint(point);
      if (!/\p{Nd}/u.test(character) || /\p{Nd}/u.test(String.fromCodePoint(Math.max(0, point - 1)))) continue;
      const digits = Array.from({ length: 10 }, (_, value) => String.fromCodePoint(point + value)).join("");
      expect(normalizeCode(digits)).toBe("0123456789");
    }
  });

  test("changes nothing that it has made already", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 30 }), (typed) => {
        expect(normalizeCode(normalizeCode(typed))).toBe(normalizeCode(typed));
      }),
    );
  });
});

describe("a code", () => {
  test.each(["1234", "12345678901234567890", "1-2-3-4", " 12 34 ", "١٢٣٤", "12\n34", 123_456, 7])(
    "%j is one",
    (typed) => {
      expect(smsCode.safeParse(typed).success).toBe(true);
    },
  );

  test.each([
    "",
    "123",
    "1 2 3",
    "----",
    "123456789012345678901",
    "12\u000034",
    "abcd",
    "12a456",
    -1234,
    1.5,
    null,
    ["1234"],
  ])("%j is none", (typed) => {
    expect(smsCode.safeParse(typed).success).toBe(false);
  });
});

describe("purposeOf", () => {
  test("knows the purposes and nothing else", () => {
    for (const purpose of PURPOSES) expect(purposeOf(purpose)).toBe(purpose);
    for (const text of ["", "constructor", "__proto__", "PHONE_CHANGE", "phone_change ", undefined]) {
      expect(purposeOf(text)).toBeUndefined();
    }
  });
});
