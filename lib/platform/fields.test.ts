import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { z } from "zod";
import { birthDate, consent, flag, gender, textLine } from "@/lib/platform/fields";

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
    ["on", true],
    ["Yes", true],
    ["1", true],
    [1, true],
    ["off", false],
    ["no", false],
    ["0", false],
    [0, false],
  ])("%j, as real clients and Django's forms write it, is %j", (word, value) => {
    for (const field of [consent, flag]) expect(read(field, word)).toBe(value);
  });

  test.each([2, -1, 0.5, "maybe", "10", [], {}, [true]])("%j is neither true nor false", (value) => {
    for (const field of [consent, flag]) expect(read(field, value)).toEqual(["not_boolean"]);
  });

  test.each([null, "", "null", "None"])("a consent may be %j, for no answer, and a flag may not", (nothing) => {
    expect([read(consent, nothing), read(flag, nothing), read(flag, undefined)]).toEqual([
      null,
      ["null"],
      ["required"],
    ]);
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
  ["2026-11-30T11:59:00Z", "2026-11-29", "2026-11-30"],
  ["2026-11-30T12:00:00Z", "2026-11-30", "2026-12-01"],
])("at %s the latest birth date is %s: %s is still tomorrow somewhere", (now, latest, tomorrow) => {
  vi.useFakeTimers({ now: new Date(now), toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  expect([read(birthDate, latest), read(birthDate, tomorrow)]).toEqual([latest, ["date_future"]]);
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
