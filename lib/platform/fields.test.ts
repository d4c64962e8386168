import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { birthDate, consent, emailText, flag, gender, phoneText, textLine } from "@/lib/platform/fields";

describe("an e-mail address", () => {
  test("is freed of the marks that come along when it is copied from right-to-left text", () => {
    const copied = "\u202b\u200eleyla@example.com\u200f\u202c\ufeff ";
    expect(emailText.parse(copied)).toBe("leyla@example.com");
  });

  test.each([
    ["ıpek@example.com", "ı"],
    ["ipek@EXAMPLE.COM.TRİ", "İ"],
    ["يحيى@example.com", "ي"],
    ["me😀@example.com", "😀"],
  ])("%s is refused by naming the character that is at fault", (address, character) => {
    const { error } = emailText.safeParse(address);
    expect(error?.issues).toEqual([expect.objectContaining({ message: "email_character", params: { character } })]);
  });

  test.each(["", "  ", "\u200f"])("%j is blank, and nothing else besides", (address) => {
    expect(emailText.safeParse(address).error?.issues.map(({ message }) => message)).toEqual(["blank"]);
  });
});

/** What a field makes of a value: itself, or the keys of its faults. */
function read(field: z.ZodType, value: unknown): unknown {
  const { success, data, error } = field.safeParse(value);
  return success ? data : error.issues.map(({ message }) => message);
}

describe("consents and flags", () => {
  test.each([
    ["true", true],
    ["false", false],
    ["True", true],
    ["FALSE", false],
    [true, true],
    [false, false],
  ])("%j, as real clients write it, is %j", (word, value) => {
    for (const field of [consent, flag]) expect(read(field, word)).toBe(value);
  });

  test.each([0, 1, "", "yes", "null", [], {}, [true]])("%j is neither true nor false", (value) => {
    for (const field of [consent, flag]) expect(read(field, value)).toEqual(["not_boolean"]);
  });

  test("a consent may be null, for never asked, and a flag may not", () => {
    expect([read(consent, null), read(flag, null), read(flag, undefined)]).toEqual([null, ["null"], ["required"]]);
  });
});

test.each([
  ["female", "female"],
  ["male", "male"],
  ["none", null],
  ["unknown", null],
  [null, null],
  ["m", ["not_choice"]],
  ["", ["not_choice"]],
  [1, ["not_choice"]],
])("the gender %j is read as %j", (value, expected) => {
  expect(read(gender, value)).toEqual(expected);
});

test.each([
  ["1900-01-01", "1900-01-01"],
  ["2000-02-29", "2000-02-29"],
  [new Date().toISOString().slice(0, 10), new Date().toISOString().slice(0, 10)],
  ["15.05.1990", ["date_format"]],
  ["2001-02-29", ["date_format"]],
  ["1990-05-15T00:00:00Z", ["date_format"]],
  ["", ["date_format"]],
  [19_900_515, ["date_format"]],
  [null, ["null"]],
  [undefined, ["required"]],
  ["1899-12-31", ["date_too_early"]],
  ["9999-12-31", ["date_future"]],
])("the birth date %j is read as %j", (value, expected) => {
  expect(read(birthDate, value)).toEqual(expected);
});

test.each([
  [" 0532 123 45 67 ", "0532 123 45 67"],
  ["(0532)-123.45.67", "(0532)-123.45.67"],
  ["٠٥٣٢١٢٣٤٥٦٧", "٠٥٣٢١٢٣٤٥٦٧"],
  ["0123456789", "0123456789"],
  [null, ["null"]],
  [undefined, ["required"]],
  ["", ["blank"]],
  ["   ", ["blank"]],
  [5_551_234_567, ["phone"]],
  ["call me", ["phone"]],
  ["+90 532", ["phone"]],
  ["0532123456\u0000", ["phone"]],
  ["1".repeat(61), ["too_long"]],
])("the phone %j is read as %j", (value, expected) => {
  expect(read(phoneText, value)).toEqual(expected);
});

test.each([
  [" Jane ", "Jane"],
  ["😀".repeat(50), "😀".repeat(50)],
  ["ğ".repeat(50), "ğ".repeat(50)],
  ["يحيى", "يحيى"],
  ["", ""],
  ["x".repeat(51), ["too_long"]],
  ["two\nlines", ["bad_characters"]],
  ["a\u0000b", ["bad_characters"]],
  ["\ud800", ["bad_characters"]],
  [null, ["null"]],
  [undefined, ["required"]],
  [5, ["not_text"]],
])("the line %j of at most 50 characters is read as %j", (value, expected) => {
  expect(read(textLine({ max: 50 }), value)).toEqual(expected);
});
