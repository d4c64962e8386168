import { z } from "zod";
import { ATTRIBUTE_KEY, ATTRIBUTE_LIMITS, SERVER_ATTRIBUTES } from "@/lib/fields/attributes-schema";
import { calendarDay } from "@/lib/platform/fields";
import { inLanguages, messageOf, ShopConfigError } from "@/lib/platform/shop/config";
import shopFields from "@/shop.fields";

/* What shop.fields.ts may say: docs/your-shop.md explains each part. */

const FIELDS_MAX = 100;
const TEXT_MAX = 1000;
const LINES_MAX = 4000;

const common = {
  key: z
    .string()
    .regex(ATTRIBUTE_KEY, "must be 1 to 64 letters, digits, dots, dashes or underscores")
    .refine((key) => !SERVER_ATTRIBUTES.has(key), "is a key of the server"),
  label: inLanguages,
  /** What is expected, below the label. */
  hint: inLanguages.optional(),
  /** Forms that ask it. Back-office fields are asked nowhere. */
  on: z.array(z.enum(["registration", "profile", "joining"])).optional(),
  /** Who writes it: shoppers too, the back office alone, or the back office and nobody else sees it. */
  access: z.enum(["shopper", "read_only", "back_office"]).default("shopper"),
  /** Without it a profile is not complete, and registration and joining do not go on in our pages. */
  required: z.boolean().default(false),
  /** What the loyalty programme calls it; nothing where it is not to know it. */
  programme: z
    .string()
    .regex(/^[A-Za-z][\w-]{0,63}$/, "must be a letter and up to 63 more letters, digits, dashes or underscores")
    .optional(),
};

const length = (max: number, usual: number) => ({
  min: z.int().min(0).max(max).default(0),
  max: z.int().min(1).max(max).default(usual),
});

const options = z
  .array(
    z.strictObject({
      value: z.string().regex(/^[\w.-]{1,64}$/, "must be 1 to 64 letters, digits, dots, dashes or underscores"),
      label: inLanguages,
    }),
  )
  .min(1);

const field = z.discriminatedUnion(
  "type",
  [
    z.strictObject({
      ...common,
      type: z.literal("text"),
      ...length(TEXT_MAX, 200),
      /** A regular expression for all of the text. */
      pattern: z.string().refine(isPattern, "is no regular expression").optional(),
    }),
    z.strictObject({ ...common, type: z.literal("multiline"), ...length(LINES_MAX, 1000) }),
    z.strictObject({ ...common, type: z.literal("email") }),
    z.strictObject({ ...common, type: z.literal("url") }),
    z.strictObject({
      ...common,
      type: z.literal("number"),
      min: z.number().optional(),
      max: z.number().optional(),
      whole: z.boolean().default(false),
    }),
    z.strictObject({ ...common, type: z.literal("boolean") }),
    z.strictObject({
      ...common,
      type: z.literal("date"),
      min: calendarDay.optional(),
      max: z.union([z.literal("today"), calendarDay]).optional(),
    }),
    z.strictObject({ ...common, type: z.literal("choice"), options: options.max(300) }),
    z.strictObject({
      ...common,
      type: z.literal("choices"),
      options: options.max(ATTRIBUTE_LIMITS.listItems),
      /** So many can be chosen. */
      max: z.int().min(1).optional(),
    }),
  ],
  "must have one of the types text, multiline, email, url, number, boolean, date, choice and choices",
);

const declaration = z.strictObject({ fields: z.array(field).max(FIELDS_MAX) });

/** As it is written in shop.fields.ts. */
export type ShopFields = z.input<typeof declaration>;

/** A field that the shop has declared. */
export type Field = z.output<typeof field> & { on: readonly FieldPlace[] };
export type FieldPlace = "registration" | "profile" | "joining";

/** @throws ShopConfigError that names every part at fault */
export function parseShopFields(declared: unknown): readonly Field[] {
  const parsed = declaration.safeParse(declared);
  if (!parsed.success) {
    throw new ShopConfigError(
      parsed.error.issues.map((issue) => `${placeOf(issue.path, declared)}: ${messageOf(issue)}`),
      "shop.fields.ts",
    );
  }
  const fields = parsed.data.fields.map((one) => ({ ...one, on: one.on ?? usualPlaces(one.access) }));
  const problems = fields.flatMap((one, index) =>
    problemsOf(one, fields.slice(0, index)).map((problem) => `${placeOf(["fields", index], declared)}.${problem}`),
  );
  if (problems.length > 0) throw new ShopConfigError(problems, "shop.fields.ts");
  return fields;
}

function usualPlaces(access: Field["access"]): FieldPlace[] {
  return access === "back_office" ? [] : ["profile"];
}

/** `fields.3 (shoe_size).min` */
function placeOf(path: readonly PropertyKey[], declared: unknown): string {
  const [, index, ...rest] = path;
  const { key } = ((declared as ShopFields | undefined)?.fields?.[Number(index)] ?? {}) as { key?: unknown };
  const named = typeof key === "string" ? `fields.${String(index)} (${key})` : `fields.${String(index)}`;
  return index === undefined ? String(path[0] ?? "fields") : [named, ...rest.map(String)].join(".");
}

/** What the parts of a field say against each other, and against the fields before it. */
function problemsOf(one: Field, before: readonly Field[]): string[] {
  const places: Record<Field["access"], readonly FieldPlace[]> = {
    shopper: ["registration", "profile", "joining"],
    read_only: ["profile"],
    back_office: [],
  };
  const values = "options" in one ? one.options.map(({ value }) => value) : [];
  const checks: [isWrong: boolean, problem: string][] = [
    [before.some(({ key }) => key === one.key), "key: another field has it"],
    [
      one.programme !== undefined && before.some(({ programme }) => programme === one.programme),
      "programme: another field has it",
    ],
    [isAbove(one), "min: is above max"],
    [new Set(values).size < values.length, "options: two have one value"],
    [one.type === "choices" && (one.max ?? 1) > values.length, "max: is above the number of options"],
    [
      !one.on.every((place) => places[one.access].includes(place)),
      `on: a field that is ${one.access} is not asked there`,
    ],
    [one.required && one.access !== "shopper", "required: nobody can fill in what the back office alone writes"],
    [one.required && !one.on.includes("profile"), "required: must be asked on the profile too"],
  ];
  return checks.flatMap(([isWrong, problem]) => (isWrong ? problem : []));
}

function isAbove(one: Field): boolean {
  if (one.type === "date") return one.max !== "today" && (one.min ?? "") > (one.max ?? "9999");
  return "min" in one && "max" in one && (one.min ?? -Infinity) > (one.max ?? Infinity);
}

function isPattern(source: string): boolean {
  try {
    return new RegExp(source, "u") !== null;
  } catch {
    return false;
  }
}

let current: readonly Field[] | undefined;

/** What the shop has declared. @throws ShopConfigError */
export function getFields(): readonly Field[] {
  current ??= parseShopFields(shopFields);
  return current;
}
