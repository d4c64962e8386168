import { describe, expect, test } from "vitest";
import { attributesOf, type FieldRule, fieldValue } from "@/lib/fields/schema";

const options = [{ value: "S" }, { value: "M" }, { value: "L" }];
const text = { type: "text", min: 0, max: 5 } as const;
const lines = { type: "multiline", min: 0, max: 9 } as const;
const size = { type: "number", whole: false, min: 15, max: 60.5 } as const;
const count = { type: "number", whole: true } as const;
const number = { type: "number", whole: false } as const;
const trip = { type: "date", min: "2020-01-01", max: "2030-12-31" } as const;
const past = { type: "date", max: "today" } as const;
const shirt = { type: "choice", options } as const;
const shirts = { type: "choices", options, max: 2 } as const;

describe("takes", () => {
  test.each<[FieldRule, unknown, unknown]>([
    [text, " añ😀 ", "añ😀"],
    [text, 12, "12"],
    [{ ...text, pattern: "[A-Z]\\d" }, "B7", "B7"],
    [lines, "a\r\nb\tc\r", "a\nb\tc"],
    [{ type: "email" }, "a@b.example", "a@b.example"],
    [{ type: "url" }, "https://b.example/x?y=1", "https://b.example/x?y=1"],
    [number, 1e300, 1e300],
    [number, -0, 0],
    [number, "43,5", 43.5],
    [number, "٤٣٫٥", 43.5],
    [number, " -7 ", -7],
    [number, "1.5e-7", 1.5e-7],
    [size, 60.5, 60.5],
    [count, "12", 12],
    [{ type: "boolean" }, "false", false],
    [{ type: "boolean" }, "on", true],
    [trip, "2020-01-01", "2020-01-01"],
    [trip, "2030-12-31", "2030-12-31"],
    [past, "0999-01-01", "0999-01-01"],
    [shirt, "M", "M"],
    [shirts, ["L", "S", "L"], ["S", "L"]],
    [shirts, "L, S", ["S", "L"]],
    [shirts, '["M"]', ["M"]],
  ])("%o: %j as %j", (rule, given, taken) => {
    expect(fieldValue(rule).parse(given)).toEqual(taken);
  });
});

describe("refuses", () => {
  test.each<[FieldRule, unknown, string, object?]>([
    [text, "abcdef", "too_long", { max: 5 }],
    [{ ...text, min: 3 }, " ab ", "too_short", { min: 3 }],
    [text, "a\nb", "bad_characters"],
    [text, "a\u0000", "bad_characters"],
    [text, true, "not_text"],
    [text, ["a"], "not_text"],
    [{ ...text, pattern: "[A-Z]\\d|x" }, "xB7", "invalid"],
    [lines, "a\u0007", "bad_characters"],
    [lines, "\ud83d", "bad_characters"],
    [lines, "a\nb".repeat(4), "too_long", { max: 9 }],
    [{ type: "email" }, "nobody@", "email"],
    [{ type: "url" }, "javascript:alert(1)", "url"],
    [{ type: "url" }, "https://", "url"],
    [number, "4x", "number"],
    [number, "1e999", "number"],
    [number, Number.POSITIVE_INFINITY, "number"],
    [number, [1], "number"],
    [size, 14.9, "too_small", { min: 15 }],
    [size, "61", "too_large", { max: 60.5 }],
    [count, 1.5, "not_number"],
    [count, "many", "not_number"],
    [count, 2 ** 60, "not_number"],
    [{ type: "boolean" }, "maybe", "not_boolean"],
    [{ type: "boolean" }, 2, "not_boolean"],
    [trip, "2019-12-31", "date_min", { min: "2020-01-01" }],
    [trip, "2031-01-01", "date_max", { max: "2030-12-31" }],
    [trip, "2024-02-30", "date_format"],
    [past, "2999-01-01", "date_future"],
    [shirt, "XL", "not_choice"],
    [shirt, ["S"], "not_choice"],
    [shirts, ["S", "XL"], "not_choice"],
    [shirts, { S: true }, "not_choice"],
    [shirts, ["S", "M", "L"], "too_many", { max: 2 }],
  ])("%o: %j as %s", (rule, given, code, params) => {
    const [issue] = fieldValue(rule).safeParse(given).error?.issues ?? [];
    expect(issue?.message).toBe(code);
    if (params) expect(issue).toMatchObject({ params });
  });
});

describe("attributes", () => {
  const fields = [
    { key: "size", ...size },
    { key: "secret", ...text, isReadOnly: true },
    { key: "shirt", ...shirt, isRequired: true },
  ];

  test("have values of fields as their types, and keys of the customer's own as they are", () => {
    const given = { size: "43", mine: "43", shirt: "M", "my.list": [1, null] };
    expect(attributesOf(fields).parse(given)).toEqual({ size: 43, mine: "43", shirt: "M", "my.list": [1, null] });
  });

  test.each([null, "", "  ", []])("take %j as no answer, which deletes", (given) => {
    expect(attributesOf(fields.slice(0, 1)).parse({ size: given })).toEqual({ size: null });
  });

  test("leave out what is not the sender's to write, whatever it is", () => {
    for (const secret of ["x", null, { deep: true }]) {
      expect(attributesOf(fields).parse({ secret, shirt: "S" })).toEqual({ shirt: "S" });
    }
  });

  test("name the key of each fault, a missing answer too", () => {
    const { error } = attributesOf(fields).safeParse({ size: 3 });
    expect(error?.issues.map(({ path, message }) => [path.join("."), message])).toEqual([
      ["size", "too_small"],
      ["shirt", "required"],
    ]);
  });

  test("do not count fields among the keys of the customer's own", () => {
    const many = Array.from({ length: 40 }, (_, index) => ({ key: `f${index}`, ...lines, max: 1000 }));
    const given = Object.fromEntries(many.map(({ key }) => [key, "x".repeat(900)]));
    expect(Object.keys(attributesOf(many).parse(given))).toHaveLength(40);
    expect(attributesOf([]).safeParse(given).error?.issues[0]?.message).toBe("attributes_keys");
  });

  test("keep a stored value that breaks a rule made since, and refuse any other that does", () => {
    const schema = attributesOf(fields.slice(0, 1), { stored: { size: "XXL" } });
    expect(schema.parse({ size: "XXL" })).toEqual({});
    expect(schema.safeParse({ size: "XL" }).success).toBe(false);
  });
});
