import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FieldErrors } from "@/lib/platform/errors";
import { canonicalEmail, canonicalPhone, isProfileCompleted, mergeAttributes } from "@/lib/profile/rules";
import { ATTRIBUTE_LIMITS } from "@/lib/profile/schema";

describe("canonicalPhone", () => {
  test.each([
    ["0532 123 45 67", "+905321234567"],
    ["+90 532 123 45 67", "+905321234567"],
    ["90532-123-4567", "+905321234567"],
    ["(0532) 123.45.67", "+905321234567"],
    ["5321234567", "+905321234567"],
    ["٠٥٣٢١٢٣٤٥٦٧", "+905321234567"],
    ["+٩٠٥٣٢١٢٣٤٥٦٧", "+905321234567"],
    ["\u202a+90 532 123 45 67\u202c", "+905321234567"],
    ["+966123457799", "+966123457799"],
    ["0123456789", "+900123456789"],
    ["+1234567890", "+1234567890"],
    ["5555555555", "+905555555555"],
    ["0000000000", "+900000000000"],
  ])("%j → %s", (written, canonical) => {
    expect(canonicalPhone(written, "TR")).toBe(canonical);
  });

  test.each(["", "abc", "12345", "+", "++905321234567", "0532123456x", "1".repeat(17), "0532 123 45 67 ext. 9", "911"])(
    "%j is no phone number",
    (written) => {
      expect(canonicalPhone(written, "TR")).toBeNull();
    },
  );

  test("the region decides what a national number is", () => {
    expect(canonicalPhone("09308744204", "IR")).toBe("+989308744204");
    expect(canonicalPhone("020 7946 0018", "GB")).toBe("+442079460018");
  });

  test("however a Turkish mobile number is written, it is one number", () => {
    const subscriber = fc.stringMatching(/^5[0-9]{9}$/);
    const prefix = fc.constantFrom("", "0", "+90", "90", "0090", "(0)", "+90 ");
    const separators = fc.array(fc.constantFrom("", " ", "-", ".", "\u00a0", "\u200e"), { minLength: 9, maxLength: 9 });
    const digits = fc.constantFrom("0", "٠", "۰");
    fc.assert(
      fc.property(subscriber, prefix, separators, digits, (number, before, between, zero) => {
        const separated = [...number].map((digit, index) => digit + (between[index] ?? "")).join("");
        const written = (before + separated).replaceAll(/\d/g, (digit) =>
          String.fromCharCode(zero.charCodeAt(0) + Number(digit)),
        );
        expect(canonicalPhone(written, "TR")).toBe(`+90${number}`);
      }),
      { numRuns: 500 },
    );
  });

  test("whatever is written, it ends and throws nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), (written) => {
        expect(canonicalPhone(written, "TR") ?? "").toMatch(/^(\+?\d{5,17})?$/);
      }),
      { numRuns: 200 },
    );
  });
});

test("canonicalEmail knows neither letter case nor blanks around", () => {
  expect(canonicalEmail(" John.DOE@Example.COM ")).toBe("john.doe@example.com");
});

describe("mergeAttributes", () => {
  test("changes its arguments in no way", () => {
    const current = Object.freeze({ a: 1, b: 2 });
    expect(mergeAttributes(current, Object.freeze({ a: null, c: 3 }))).toEqual({ b: 2, c: 3 });
  });

  test("merging the same change twice is merging it once", () => {
    const scalar = fc.oneof(fc.string({ maxLength: 20 }), fc.integer(), fc.boolean(), fc.constant(null));
    const attributes = fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), scalar, { maxKeys: 10 });
    fc.assert(
      fc.property(attributes, attributes, (current, change) => {
        const once = mergeAttributes(current, change);
        expect(mergeAttributes(once, change)).toEqual(once);
        for (const [key, value] of Object.entries(change)) expect(once[key]).toEqual(value ?? undefined);
      }),
    );
  });

  test("the server's own keys do not count against the limit", () => {
    const full = Object.fromEntries(Array.from({ length: ATTRIBUTE_LIMITS.keys }, (_, index) => [`k${index}`, 1]));
    const current = { has_loyalty: true, confirmed: true };
    expect(Object.keys(mergeAttributes(current, full))).toHaveLength(ATTRIBUTE_LIMITS.keys + 2);
    expect(() => mergeAttributes({ ...current, ...full }, { more: 1 })).toThrow(FieldErrors);
    expect(() => mergeAttributes(full, { more: 1, k0: null })).not.toThrow();
  });

  test("sizes are counted in bytes, as they are stored", () => {
    const arabic = "ا".repeat(ATTRIBUTE_LIMITS.bytes / 2);
    expect(() => mergeAttributes({}, { name: arabic })).toThrow(FieldErrors);
    expect(() => mergeAttributes({}, { name: arabic.slice(0, -20) })).not.toThrow();
  });
});

test("a profile is complete when all six are there, and not when any is missing", () => {
  const all = { username: "u", firstName: "J", lastName: "D", gender: "male", email: "e", phone: "p" };
  expect(isProfileCompleted(all)).toBe(true);
  for (const key of Object.keys(all)) expect([key, isProfileCompleted({ ...all, [key]: "" })]).toEqual([key, false]);
});
