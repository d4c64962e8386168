import { z } from "zod";
import { consentFields } from "@/lib/consents/schema";
import { emailText, phoneText } from "@/lib/contact/schema";
import { type AttributeField, attributesOf } from "@/lib/fields/schema";
import { birthDate, consent, digitsAsText, flag, gender, presence, textLine } from "@/lib/platform/fields";
import { changedName, languageCode, NAME_MAX, username } from "@/lib/profile/schema";

/*
 * A row of an import: one customer of another platform, in the API's own words. A CSV file has text alone, so lists and
 * objects are taken as JSON text too.
 */

/** A point in time as databases print it: 2024-01-31T09:00:00Z, or with a blank and an offset. */
const TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)\d*(Z|[+-]\d\d(?::?\d\d)?)$/;

const instant = z.string({ error: presence("time_format") }).transform((text, context) => {
  const [, day, time, offset = ""] = TIME.exec(text.trim()) ?? [];
  const [sign, hours, minutes = "00"] = /^([+-])(\d\d):?(\d\d)?$/.exec(offset)?.slice(1) ?? [];
  const date = new Date(`${day}T${time}${sign ? `${sign}${hours}:${minutes}` : "Z"}`);
  if (!Number.isNaN(date.getTime())) return date;
  context.addIssue({ code: "custom", message: "time_format" });
  return z.NEVER;
});

function fromJson<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess(readJson, schema);
}

/** What a text of JSON says; anything else as it is. */
export function readJson(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** A whole number, or its digits. */
function wholeNumber(min: number, max: number) {
  const number = z.int({ error: "whole_number" }).min(min, "whole_number").max(max, "whole_number");
  return z.preprocess(
    (value) => (typeof value === "string" && /^\d{1,16}$/.test(value) ? Number(value) : value),
    number,
  );
}

const ID_MAX = 2 ** 31 - 1;

/** One answer that was given on the other platform. */
const consentReceipt = z.strictObject({
  channel: z.enum(["email", "sms", "call"], { error: "not_choice" }),
  value: consent.refine((value) => value !== null, { error: "null" }).transform(Boolean),
  at: instant,
  wording: textLine({ max: 40 }).min(1, "blank"),
  source: textLine({ max: 60 }).min(1, "blank").default("import"),
  ip: z.union([z.ipv4(), z.ipv6()], { error: "invalid" }).nullable().default(null),
});

const importedRow = z.strictObject({
  external_id: z.preprocess(digitsAsText, textLine({ max: 100 }).min(1, "required")),
  email: emailText.optional(),
  email_verified: flag.default(false),
  phone: phoneText.optional(),
  phone_verified: flag.default(false),
  username: username.optional(),
  password_hash: z.string({ error: presence("not_text") }).optional(),
  first_name: changedName(NAME_MAX).default(""),
  last_name: changedName(NAME_MAX).default(""),
  gender: gender.default(null),
  date_of_birth: birthDate.nullable().default(null),
  language_code: languageCode.optional(),
  avatar: z
    .url({ protocol: /^https$/, error: "avatar_url" })
    .max(2048, "avatar_url")
    .optional(),
  attributes: attributesColumn([]),
  is_active: flag.default(true),
  date_joined: instant.optional(),
  last_login: instant.optional(),
  ...consentFields,
  consents_at: instant.optional(),
  consents_wording: textLine({ max: 40 }).min(1, "blank").optional(),
  consents: fromJson(z.array(consentReceipt, { error: "not_list" }).max(1000, "too_many")).default([]),
  segments: z
    .preprocess(
      (value) => (typeof value === "string" ? value.split(/[\s,;|[\]]+/).filter(Boolean) : value),
      z.array(wholeNumber(1, ID_MAX), { error: "not_list" }).max(100, "too_many"),
    )
    .default([]),
  active_segment: wholeNumber(1, ID_MAX).optional(),
  loyalty_account: z.coerce
    .string()
    .pipe(textLine({ max: 100 }).min(1, "blank"))
    .optional(),
  loyalty_points: wholeNumber(0, Number.MAX_SAFE_INTEGER).optional(),
  loyalty_joined: instant.optional(),
});

/** A row of a shop that has declared these fields. */
export function importedRowOf(fields: readonly AttributeField[]) {
  return importedRow.extend({ attributes: attributesColumn(fields) });
}

function attributesColumn(fields: readonly AttributeField[]) {
  return fromJson(attributesOf(fields, { takesServerKeys: true })).default({});
}

export type ImportedRow = z.infer<typeof importedRow>;

/** What a row calls its customer, whatever else is wrong with it; null where that cannot be read. */
export function externalIdOf(values: Record<string, unknown> | null): string | null {
  return importedRow.shape.external_id.safeParse(values?.external_id).data ?? null;
}

/** Why a row was not taken: a column, and a word that docs/moving-in.md explains. */
export type RowProblem = { field: string; reason: string };

export type RowOutcome = { outcome: "imported" | "unchanged" } | { outcome: "refused"; problems: RowProblem[] };

/** A line of the report. */
export type RowReport = { row: number; external_id: string | null } & RowOutcome;
