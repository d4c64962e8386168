import { z } from "zod";
import { emailText } from "@/lib/contact/schema";
import {
  type Attributes,
  type AttributesOptions,
  type AttributeValue,
  attributesBy,
  type DeclaredKey,
} from "@/lib/fields/attributes-schema";
import { calendarDay, digitsAsText, flag, textLine, textLines, withAsciiDigits } from "@/lib/platform/fields";

/* Fields that a shop has declared (docs/your-shop.md): what their values are, and what a form shows of them. */

type Bounds<Value> = { min?: Value | undefined; max?: Value | undefined };
type Options = { options: readonly { value: string }[] };

/** What values of a field are held to. */
export type FieldRule =
  | { type: "text"; min: number; max: number; pattern?: string | undefined }
  | { type: "multiline"; min: number; max: number }
  | { type: "email" | "url" | "boolean" }
  | ({ type: "number"; whole: boolean } & Bounds<number>)
  /** `max` may be `today`. */
  | ({ type: "date" } & Bounds<string>)
  | ({ type: "choice" } & Options)
  | ({ type: "choices"; max?: number | undefined } & Options);

/** A field as far as its values are concerned. */
export type AttributeField = FieldRule & { key: string } & Omit<DeclaredKey, "schema">;

/** A field as a form of a page shows it, in the page's language. */
export type AskedField = AttributeField & {
  label: string;
  hint?: string;
  /** What can be chosen; an empty value for no answer. */
  choices?: { value: string; label: string }[];
  /** More than are shown at once. */
  hasMany?: boolean;
  /** What the page says about rules that it has no sentence for otherwise, by their codes. */
  errors: Record<string, string>;
};

/** What a value of a field has to be; texts of forms and files are read as what they say. */
export function fieldValue(rule: FieldRule): z.ZodType<AttributeValue> {
  switch (rule.type) {
    case "text": {
      const text = longEnough(textLine(rule), rule.min);
      const pattern = rule.pattern === undefined ? undefined : new RegExp(`^(?:${rule.pattern})$`, "u");
      return z.preprocess(digitsAsText, pattern ? text.refine((value) => pattern.test(value), "invalid") : text);
    }
    case "multiline":
      return longEnough(textLines(rule), rule.min);
    case "email":
      return emailText;
    case "url":
      return textLine({ max: 2000 }).refine((text) => /^https?:\/\//.test(text) && URL.canParse(text), "url");
    case "boolean":
      return flag;
    case "number":
      return number(rule);
    case "date":
      return date(rule);
    case "choice":
      return choice(rule);
    case "choices": {
      const values = rule.options.map(({ value }) => value);
      const { max = values.length } = rule;
      return z.preprocess(
        (value) => (typeof value === "string" ? value.split(/[\s,;|[\]"]+/).filter(Boolean) : value),
        z
          .array(choice(rule), "not_choice")
          // In the order of the options, each once.
          .overwrite((chosen) => values.filter((value) => chosen.includes(value)))
          .refine((chosen) => chosen.length <= max, { error: "too_many", params: { max } }),
      );
    }
  }
}

function longEnough<Schema extends z.ZodType<string>>(text: Schema, min: number) {
  return text.refine((value) => [...value].length >= min, { error: "too_short", params: { min } });
}

/** Digits of any script, with a point or a comma. */
function numberFrom(value: unknown): unknown {
  if (typeof value !== "string") return value;
  const text = withAsciiDigits(value.trim()).replace(/[,\u066b]/, ".");
  return /^[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?$/i.test(text) ? Number(text) : value;
}

function number({ whole, min = -Infinity, max = Infinity }: { whole: boolean } & Bounds<number>) {
  return z.preprocess(
    numberFrom,
    z
      .number(whole ? "not_number" : "number")
      // JSON has no -0.
      .overwrite((value) => value + 0)
      .refine((value) => !whole || Number.isSafeInteger(value), { error: "not_number", abort: true })
      .refine((value) => value >= min, { error: "too_small", params: { min } })
      .refine((value) => value <= max, { error: "too_large", params: { max } }),
  );
}

/** When a day has begun somewhere. */
const EARLIEST_TIME_ZONE_MS = 14 * 3_600_000;

function date({ min = "", max }: Bounds<string>) {
  const isPast = (day: string) => day <= new Date(Date.now() + EARLIEST_TIME_ZONE_MS).toISOString().slice(0, 10);
  const bounded = calendarDay.refine((day) => day >= min, { error: "date_min", params: { min } });
  if (max === "today") return bounded.refine(isPast, { error: "date_future" });
  return bounded.refine((day) => max === undefined || day <= max, { error: "date_max", params: { max } });
}

function choice({ options }: Options) {
  return z.enum(
    options.map(({ value }) => value),
    "not_choice",
  );
}

/** Attributes that are held to these fields. */
export function attributesOf(fields: readonly AttributeField[], options?: AttributesOptions) {
  return attributesBy(new Map(fields.map((field) => [field.key, { ...field, schema: fieldValue(field) }])), options);
}

/** A form's body, in which `attributes` are these fields. @param stored what may stay as it is */
export function formWithFields(form: z.ZodObject, fields: readonly AskedField[], stored: Attributes): z.ZodObject {
  return form.extend({ attributes: attributesOf(fields, { stored }) });
}
