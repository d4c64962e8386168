import { describe, expect, test } from "vitest";
import { parseShopFields } from "@/lib/fields/service";
import { ShopConfigError } from "@/lib/platform/shop/config";
import { explainFailure } from "@/server/explain-failure";
import shopFields from "@/shop.fields";

const FIELD = { key: "size", type: "text", label: "Size" };
const OPTIONS = [
  { value: "S", label: "Small" },
  { value: "M", label: "Medium" },
];

/** @returns what is wrong with these fields */
function problemsOf(...fields: object[]): string[] {
  try {
    parseShopFields({ fields });
  } catch (error) {
    if (error instanceof ShopConfigError) return error.problems;
    throw error;
  }
  return [];
}

test("the demo declares none", () => {
  expect(parseShopFields(shopFields)).toEqual([]);
});

test("a key, a type and a label are enough: the profile asks it, shoppers write it", () => {
  expect(parseShopFields({ fields: [FIELD] })).toEqual([
    { ...FIELD, min: 0, max: 200, on: ["profile"], access: "shopper", required: false },
  ]);
});

test("a field of the back office is asked nowhere", () => {
  expect(parseShopFields({ fields: [{ ...FIELD, access: "back_office" }] })[0]?.on).toEqual([]);
});

describe("refuses, each in a line that names the field,", () => {
  test.each<[string, object, string]>([
    ["a key with a blank", { key: "my size" }, "fields.0 (my size).key: must be 1 to 64"],
    ["a key of the server", { key: "has_loyalty" }, "fields.0 (has_loyalty).key: is a key of the server"],
    ["a type that there is not", { type: "colour" }, "fields.0 (size).type: must have one of the types"],
    ["a rule of another type", { type: "boolean", max: 3 }, 'fields.0 (size): Unrecognized key: "max"'],
    ["a label that lacks languages", { label: { en: "Size" } }, "fields.0 (size).label: lacks tr, ar, ru, de, fr"],
    ["a place that there is not", { on: ["checkout"] }, "fields.0 (size).on.0: Invalid option"],
    ["a pattern that is none", { pattern: "[" }, "fields.0 (size).pattern: is no regular expression"],
    ["bounds the wrong way round", { min: 9, max: 3 }, "fields.0 (size).min: is above max"],
    ["days the wrong way round", { type: "date", min: "2026-02-01", max: "2026-01-01" }, "min: is above max"],
    ["a day that is none", { type: "date", min: "2026-02-30" }, "fields.0 (size).min: "],
    ["no options", { type: "choice", options: [] }, "fields.0 (size).options: Too small"],
    ["an option twice", { type: "choice", options: [...OPTIONS, ...OPTIONS] }, "options: two have one value"],
    ["more choices than options", { type: "choices", options: OPTIONS, max: 3 }, "max: is above the number of options"],
    ["asking at registration what only the back office writes", { access: "read_only", on: ["registration"] }, "on: "],
    ["asking what nobody sees", { access: "back_office", on: ["profile"] }, "on: a field that is back_office"],
    ["requiring what shoppers cannot write", { access: "read_only", required: true }, "required: nobody can fill in"],
    ["requiring what the profile does not ask", { on: ["registration"], required: true }, "required: must be asked"],
    ["a name that no programme has", { programme: "1st" }, "fields.0 (size).programme: must be a letter"],
    ["a part that nobody knows", { colour: "red" }, 'fields.0 (size): Unrecognized key: "colour"'],
  ])("%s", (_what, parts, problem) => {
    expect(problemsOf({ ...FIELD, ...parts }).join("\n")).toContain(problem);
  });

  test("one key, or one name in the programme, for two", () => {
    const twice = problemsOf({ ...FIELD, programme: "size" }, { ...FIELD, programme: "size" });
    expect(twice).toEqual([
      "fields.1 (size).key: another field has it",
      "fields.1 (size).programme: another field has it",
    ]);
  });

  test("what is no list of fields at all", () => {
    expect(() => parseShopFields({ fields: "all" })).toThrow(/^shop\.fields\.ts is not right:\n {2}- fields: /);
    expect(() => parseShopFields(undefined)).toThrow("shop.fields.ts is not right");
    expect(() => parseShopFields({ fields: [null] })).toThrow("fields.0: ");
  });
});

test("the start says it without a trace", () => {
  const said = explainFailure(new ShopConfigError(["fields.0 (size).min: is above max"], "shop.fields.ts"));
  expect(said).toBe("shop.fields.ts is not right:\n  - fields.0 (size).min: is above max");
});
