import type { CountryCode, PhoneNumber, parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { digitsOf } from "@/lib/contact/schema";

/** A country in the choice beside a phone number. */
export type PhoneCountry = {
  /** ISO 3166-1 alpha-2. */
  code: string;
  /** In the page's language. */
  name: string;
  /** Without the plus sign, as 90. */
  callingCode: string;
};

/** The countries the shop sends messages to, and the one assumed without a calling code. */
export type PhoneChoices = { region: string; countries: readonly PhoneCountry[] };

/** What reads numbers, with the schema's own idea of digits. */
export type NumberingPlans = { parse: typeof parsePhoneNumberFromString; digitsOf: typeof digitsOf };

type ReadNumber = {
  /** What is sent. */
  text: string;
  /** Grouped for reading; null while the number is incomplete. */
  shown: string | null;
  /** Why it may get no message, as a key of `phoneField.doubt`; null for a mobile number of its country's plan. */
  doubt: "incomplete" | "notMobile" | null;
};

/** A calling code in front, by + or 00 in any script's digits. */
const INTERNATIONAL = /^[^\p{Nd}+]*(?:\+|00|٠٠|۰۰)/u;

/**
 * Parses a number as the server will. Without plans the text stays as it is, with the calling code added where the
 * server could not know it.
 */
export function readNumber(
  typed: string,
  country: PhoneCountry | undefined,
  region: string,
  plans: NumberingPlans | null,
): ReadNumber {
  const text = typed.trim();
  const international = INTERNATIONAL.test(text) ? text.replace(INTERNATIONAL, "+") : null;
  const defaultCountry = (country?.code ?? region) as CountryCode;
  const digits = plans?.digitsOf(international ?? text);
  const parsed = digits ? plans?.parse(digits, { defaultCountry, extract: false }) : undefined;
  if (parsed?.isPossible() && !parsed.ext) {
    return { text: parsed.number, shown: parsed.formatInternational(), doubt: doubtOf(parsed) };
  }
  const isForeign = international === null && country !== undefined && country.code !== region;
  return {
    text: international ?? (isForeign && text !== "" ? `+${country.callingCode} ${text}` : text),
    shown: null,
    doubt: "incomplete",
  };
}

function doubtOf(number: PhoneNumber): ReadNumber["doubt"] {
  if (!number.isValid()) return "incomplete";
  const type = number.getType();
  return type === "MOBILE" || type === "FIXED_LINE_OR_MOBILE" ? null : "notMobile";
}

/** The country of a number, by its calling code or else as chosen; undefined for one we send nothing to. */
export function countryOf(
  typed: string,
  current: PhoneCountry | undefined,
  { region, countries }: PhoneChoices,
  plans: NumberingPlans | null,
): PhoneCountry | undefined {
  if (!INTERNATIONAL.test(typed)) return current ?? countries.find(({ code }) => code === region) ?? countries[0];
  const international = typed.replace(INTERNATIONAL, "+");
  const parsed = plans?.parse(international, { extract: false });
  const exact = countries.find(({ code }) => code === parsed?.country);
  if (exact) return exact;
  const digits = international.replaceAll(/\D/g, "");
  // While the code is being typed, and among countries that share it, the choice stands.
  if (current && (digits.startsWith(current.callingCode) || current.callingCode.startsWith(digits))) return current;
  return countries.find(({ callingCode }) => digits.startsWith(callingCode));
}

/** The national part of a number, to put another country's code before. */
export function withoutCallingCode(
  typed: string,
  country: PhoneCountry | undefined,
  plans: NumberingPlans | null,
): string {
  if (!INTERNATIONAL.test(typed)) return typed;
  const international = typed.replace(INTERNATIONAL, "+");
  const parsed = plans?.parse(international, { extract: false });
  if (parsed) return parsed.nationalNumber;
  const digits = international.replaceAll(/[^\p{Nd}]/gu, "");
  return country && digits.startsWith(country.callingCode) ? digits.slice(country.callingCode.length) : digits;
}
