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

/** A secret as typed: nothing removed, at most `max` characters, so that a hash of it stays cheap. */
export function secretText({ max }: { max: number }) {
  return z
    .string({ error: presence("not_text") })
    .min(1, "blank")
    .refine((text) => [...text].length <= max, { error: "too_long", params: { max } })
    .meta({ maxLength: max, description: "Taken as typed: nothing is trimmed." });
}

/** true, false or null (never asked); the real clients also send the words as strings. */
export const consent = z.preprocess(booleanFromText, z.boolean({ error: "not_boolean" }).nullable());

/** A flag that is never null. */
export const flag = z.preprocess(booleanFromText, z.boolean({ error: presence("not_boolean") }));

function booleanFromText(value: unknown): unknown {
  if (typeof value !== "string") return value;
  if (/^true$/i.test(value)) return true;
  if (/^false$/i.test(value)) return false;
  return value;
}

/** `male` or `female`; `none` and `unknown` are the clients' words for no answer. */
export const gender = z
  .preprocess(
    (value) => (value === "none" || value === "unknown" ? null : value),
    z.enum(["female", "male"], { error: "not_choice" }).nullable(),
  )
  .meta({ description: "`none` and `unknown` count as no answer." });

const FIRST_DATE = "1900-01-01";
/** The date line's far side is up to 14 hours ahead of UTC: today there is not the future. */
const EARLIEST_TIME_ZONE_MS = 14 * 3_600_000;

/** A calendar day `YYYY-MM-DD` from 1900 to today. */
export const birthDate = z
  .string({ error: presence("date_format") })
  .refine(isCalendarDay, { error: "date_format", abort: true })
  .refine((day) => day >= FIRST_DATE, { error: "date_too_early" })
  .refine((day) => day <= new Date(Date.now() + EARLIEST_TIME_ZONE_MS).toISOString().slice(0, 10), {
    error: "date_future",
  })
  .meta({ format: "date", description: "From 1900 to today." });

function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const PHONE_MAX = 60;
/** What people write between the digits: blanks, brackets, dots, dashes, and the invisible marks of right-to-left text. */
const PHONE_SEPARATORS = /[\p{Zs}().\-\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * A phone number as people write it, in whatever digits. Only its shape is judged here, since the numbering plans are
 * too heavy for the browser; the profile's rules parse it.
 */
export const phoneText = z
  .string({ error: presence("phone") })
  .trim()
  .min(1, { error: "blank", abort: true })
  .refine((text) => text.length <= PHONE_MAX, { error: "too_long", params: { max: PHONE_MAX }, abort: true })
  .refine((text) => /^\+?\p{Nd}{7,16}$/u.test(text.replaceAll(PHONE_SEPARATORS, "")), { error: "phone" })
  .meta({
    maxLength: PHONE_MAX,
    description: "National or international, in any notation and digits: 0532… and +90532… are the same number.",
  });

/** Marks of direction and blanks of no width: they come along unseen with what is copied from right-to-left text. */
const INVISIBLE_MARKS = /[\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/** An address as it looks: without what cannot be seen in it, or before and behind it. */
export function visibleAddress(text: string): string {
  return text.replace(INVISIBLE_MARKS, "").trim();
}

/** What a Turkish or an Arabic keyboard puts into an address unnoticed, such as the dotless ı; undefined for nothing. */
const foreignCharacter = (text: string) => /\P{ASCII}/u.exec(text)?.[0];

/** An e-mail address, at most 254 characters (RFC 5321). The character that no mailbox takes is named. */
export const emailText = z
  .string({ error: presence("not_text") })
  .transform(visibleAddress)
  .pipe(z.string().min(1, { error: "blank", abort: true }))
  .superRefine((text, context) => {
    const character = foreignCharacter(text);
    if (character === undefined) return;
    context.addIssue({ code: "custom", message: "email_character", params: { character }, continue: false });
  })
  .refine((text) => text.length <= 254 && z.email().safeParse(text).success, { error: "email" })
  .meta({ format: "email", maxLength: 254 });
