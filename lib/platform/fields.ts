import { z } from "zod";

/*
 * Building blocks of the schemas, for server and browser alike. Each issue's message is a key of `fields` in
 * lib/platform/i18n/messages/api; `params` carries the values that its text mentions.
 */

/** NUL breaks PostgreSQL text; a lone surrogate cannot be written as UTF-8; the other controls have no place in a line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the purpose
const FORBIDDEN_IN_TEXT = /[\u0000-\u001f\u007f]|\p{Surrogate}/u;

/** Tells a missing and a null value from one of the wrong kind. */
export const presence = (otherwise: string) => (issue: { input?: unknown }) =>
  issue.input === undefined ? "required" : issue.input === null ? "null" : otherwise;

/** One line of text, surrounding blanks removed, at most `max` characters (code points, as the database counts). */
export function textLine({ max }: { max: number }) {
  return z
    .string({ error: presence("not_text") })
    .trim()
    .refine((text) => !FORBIDDEN_IN_TEXT.test(text), { error: "bad_characters", abort: true })
    .refine((text) => [...text].length <= max, { error: "too_long", params: { max } })
    .meta({ maxLength: max });
}

/** Several lines of text, ended by line feeds, surrounding blanks removed, at most `max` characters. */
export function textLines({ max }: { max: number }) {
  return z
    .string({ error: presence("not_text") })
    .overwrite((text) => text.replaceAll(/\r\n?/g, "\n").trim())
    .refine((text) => !FORBIDDEN_IN_TEXT.test(text.replaceAll(/[\n\t]/g, "")), { error: "bad_characters", abort: true })
    .refine((text) => [...text].length <= max, { error: "too_long", params: { max } });
}

/** What people read as digits but some clients send as a number: its text; any other value as it is. */
export function digitsAsText(value: unknown): unknown {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? String(value) : value;
}

/** Text with the decimal digits of any script as 0–9. */
export function withAsciiDigits(text: string): string {
  return text.replaceAll(/\p{Nd}/gu, asciiDigit);
}

/** Unicode keeps the ten digits of each script together, the zero first. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String((code - zero) % 10);
}

/** A secret as typed: nothing removed, at most `max` characters, so that a hash of it stays cheap. */
export function secretText({ max }: { max: number }) {
  return z
    .string({ error: presence("not_text") })
    .min(1, "blank")
    .refine((text) => [...text].length <= max, { error: "too_long", params: { max } })
    .meta({ maxLength: max, description: "Taken as typed: nothing is trimmed." });
}

/** true, false or null, for no answer. */
export const consent = z.preprocess(booleanFrom, z.boolean({ error: "not_boolean" }).nullable());

/** A flag that is never null. */
export const flag = z.preprocess(booleanFrom, z.boolean({ error: presence("not_boolean") }));

const TRUE = /^(?:true|t|yes|y|on|1)$/i;
const FALSE = /^(?:false|f|no|n|off|0)$/i;
const NO_ANSWER = /^(?:|null|none)$/i;

/** The words and numbers that Django's forms and its REST framework take, which the real clients were written for. */
function booleanFrom(value: unknown): unknown {
  if (typeof value !== "string" && typeof value !== "number") return value;
  const word = String(value);
  if (TRUE.test(word)) return true;
  if (FALSE.test(word)) return false;
  return NO_ANSWER.test(word) ? null : value;
}

/** `male` or `female`; `none` and `unknown` are the clients' words for no answer. */
export const gender = z
  .preprocess(
    (value) => (value === "none" || value === "unknown" ? null : value),
    z.enum(["female", "male"], { error: "not_choice" }).nullable(),
  )
  .meta({ description: "`none` and `unknown` count as no answer." });

/**
 * The field that an issue is about. A rule of our own names a key of an object too, as `attributes.shoe_size`.
 * @returns undefined for none
 */
export function fieldOf({
  code,
  path,
}: {
  code?: string | undefined;
  path: readonly PropertyKey[];
}): string | undefined {
  if (code !== "custom") return path[0] === undefined ? undefined : String(path[0]);
  const end = path.findIndex((part) => typeof part !== "string");
  return path.slice(0, end === -1 ? undefined : end).join(".") || undefined;
}

const FIRST_DATE = "1900-01-01";
/** Where a day begins last, it is 12 hours behind UTC: a birth date that is still tomorrow anywhere is nobody's. */
const LATEST_TIME_ZONE_MS = 12 * 3_600_000;

/** `YYYY-MM-DD`. */
export const calendarDay = z
  .string({ error: presence("date_format") })
  .refine(isCalendarDay, { error: "date_format", abort: true });

/** A calendar day from 1900 to the one that is today everywhere. */
export const birthDate = calendarDay
  .refine((day) => day >= FIRST_DATE, { error: "date_too_early" })
  .refine((day) => day <= new Date(Date.now() - LATEST_TIME_ZONE_MS).toISOString().slice(0, 10), {
    error: "date_future",
  })
  .meta({ format: "date", description: "From 1900 to today." });

function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
