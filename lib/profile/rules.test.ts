import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ATTRIBUTE_LIMITS } from "@/lib/fields/attributes-schema";
import { FieldErrors } from "@/lib/platform/errors";
import { isProfileCompleted, mergeAttributes, needsCode } from "@/lib/profile/rules";

describe("mergeAttributes", () => {
  test("merges a change once, however often it comes, and changes its arguments in no way", () => {
    const scalar = fc.oneof(fc.string({ maxLength: 20 }), fc.integer(), fc.boolean(), fc.constant(null));
    const attributes = fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), scalar, { maxKeys: 10 });
    fc.assert(
      fc.property(attributes, attributes, (current, change) => {
        const once = mergeAttributes(Object.freeze(current), Object.freeze(change), []);
        expect(mergeAttributes(once, change, [])).toEqual(once);
        for (const [key, value] of Object.entries(change)) expect(once[key]).toEqual(value ?? undefined);
      }),
    );
  });

  test("does not count the server's own keys, nor fields of the shop", () => {
    const full = Object.fromEntries(Array.from({ length: ATTRIBUTE_LIMITS.keys }, (_, index) => [`k${index}`, 1]));
    const current = { has_loyalty: true, confirmed: true };
    expect(Object.keys(mergeAttributes(current, full, []))).toHaveLength(ATTRIBUTE_LIMITS.keys + 2);
    expect(() => mergeAttributes({ ...current, ...full }, { more: 1 }, [])).toThrow(FieldErrors);
    expect(() => mergeAttributes({ ...current, ...full }, { more: 1 }, [{ key: "more" }])).not.toThrow();
    expect(() => mergeAttributes(full, { more: 1, k0: null }, [])).not.toThrow();
  });

  test("counts bytes, as they are stored", () => {
    const arabic = "ا".repeat(ATTRIBUTE_LIMITS.bytes / 2);
    expect(() => mergeAttributes({}, { name: arabic }, [])).toThrow(FieldErrors);
    expect(() => mergeAttributes({}, { name: arabic.slice(0, -20) }, [])).not.toThrow();
  });
});

test("a profile is complete with all six fields, and not without any of them", () => {
  const all = { username: "u", firstName: "J", lastName: "D", gender: "male", email: "e", phone: "p" };
  const customer = { ...all, attributes: {} };
  expect(isProfileCompleted(customer, [])).toBe(true);
  for (const key of Object.keys(all)) expect(isProfileCompleted({ ...customer, [key]: "" }, []), key).toBe(false);
});

test.each([
  ["none", false, false, false],
  ["sms_otp", true, false, true],
  ["kvkk", true, true, true],
] as const)(
  "PHONE_VERIFICATION=%s wants a code for a phone: %j, for a consent: %j, for both: %j",
  (policy, phone, consents, both) => {
    expect(needsCode(policy, { phone: true, consents: false })).toBe(phone);
    expect(needsCode(policy, { phone: false, consents: true })).toBe(consents);
    expect(needsCode(policy, { phone: true, consents: true })).toBe(both);
    expect(needsCode(policy, { phone: false, consents: false })).toBe(false);
  },
);
