import fc from "fast-check";
import type { AttributeValue } from "@/lib/fields/attributes-schema";
import type { FieldRule } from "@/lib/fields/schema";
import { type Field, parseShopFields, type ShopFields } from "@/lib/fields/service";

/* A shop that asks for everything that can be asked, for tests: `serveWith(shop, { fields }, …)`. */

const options = (...values: string[]) => values.map((value) => ({ value, label: value.toUpperCase() }));
const label = "Label";

const declared = {
  fields: [
    {
      key: "nickname",
      type: "text",
      label: "Nickname",
      min: 2,
      max: 20,
      on: ["registration", "profile"],
      required: true,
    },
    { key: "boat.licence", type: "text", label, hint: "As AB1234", pattern: "[A-Z]{2}\\d{4}" },
    { key: "note", type: "multiline", label, min: 5, max: 300 },
    { key: "work-email", type: "email", label },
    { key: "logbook", type: "url", label },
    {
      key: "shoe_size",
      type: "number",
      label,
      min: 15,
      max: 60.5,
      on: ["profile", "joining"],
      programme: "shoeSize",
    },
    { key: "boats", type: "number", label, whole: true, min: 0 },
    { key: "has_dog", type: "boolean", label },
    { key: "first_sail", type: "date", label, max: "today" },
    { key: "trip", type: "date", label, min: "2020-01-01", max: "2060-12-31" },
    { key: "shirt", type: "choice", label, options: options("S", "M", "L") },
    {
      key: "interests",
      type: "choices",
      label,
      max: 2,
      options: options("sea", "wind", "sun"),
      programme: "interests",
    },
    { key: "mooring", type: "text", label, access: "read_only" },
    { key: "credit", type: "number", label, access: "back_office", programme: "credit" },
  ],
} satisfies ShopFields;

/** One field of every type and kind of access. */
export const EVERY_FIELD: readonly Field[] = parseShopFields(declared);

/** Fields declared for one test. */
export function declareFields(...fields: ShopFields["fields"]): readonly Field[] {
  return parseShopFields({ fields });
}

const trimmed = (text: string) => text === text.trim() && text !== "";
const line = (unit: fc.StringConstraints["unit"], { min, max }: { min: number; max: number }) =>
  fc.string({ unit, minLength: Math.max(min, 1), maxLength: max }).filter(trimmed);
/** Nothing that forms trim or refuse. */
const character = fc.oneof(
  fc.constantFrom(..."abcdefgZŞığü éمرحبا漢字😀'\"<&,;|[]{}0123-_"),
  fc.constantFrom("\u00a0x", "“", "ß"),
);
const day = (from: string, to: string) =>
  fc
    .date({ min: new Date(from), max: new Date(to), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

/** Any value that a field takes, as it is stored. */
export function anyValueOf(rule: FieldRule): fc.Arbitrary<AttributeValue> {
  switch (rule.type) {
    case "text":
      if (rule.pattern !== undefined) return fc.stringMatching(new RegExp(`^(?:${rule.pattern})$`));
      return line(character, rule).filter((text) => [...text].length <= rule.max);
    case "multiline":
      return line(fc.oneof(character, fc.constantFrom("\n", "\t")), rule).filter(
        (text) => [...text].length <= rule.max,
      );
    case "email":
      return fc
        .stringMatching(/^[a-z][a-z0-9.+_-]{0,20}[a-z]@[a-z]{3,12}\.(com|example|de)$/)
        .filter((text) => !text.includes(".."));
    case "url":
      return fc.webUrl({ validSchemes: ["http", "https"], withQueryParameters: true });
    case "number": {
      const { min = -1e15, max = 1e15 } = rule;
      if (rule.whole) return fc.integer({ min: Math.max(min, -(2 ** 31)), max: Math.min(max, 2 ** 31) });
      return fc.double({ min, max, noNaN: true }).map((value) => value + 0);
    }
    case "boolean":
      return fc.boolean();
    case "date":
      return day(
        rule.min ?? "1800-01-01",
        rule.max === "today" ? new Date().toISOString() : (rule.max ?? "2999-12-31"),
      );
    case "choice":
      return fc.constantFrom(...rule.options.map(({ value }) => value));
    case "choices": {
      const values = rule.options.map(({ value }) => value);
      return fc.subarray(values, { minLength: 1, maxLength: rule.max ?? values.length });
    }
  }
}
