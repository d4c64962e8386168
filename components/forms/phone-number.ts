import type { CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/min";

/** A country in the choice beside a phone number. */
export type PhoneCountry = {
  /** ISO 3166-1 alpha-2. */
  code: string;
  /** In the page's language. */
  name: string;
  /** Without the plus sign, as 90. */
  callingCode: string;
};

/** The countries whose numbers the shop sends messages to, and the one that numbers without a calling code are of. */
export type PhoneChoices = { region: string; countries: readonly PhoneCountry[] };

/** The numbering plans, which are loaded once somebody turns to the field. */
export type NumberingPlans = { parse: typeof parsePhoneNumberFromString };

type ReadNumber = {
  /** What is sent. */
  text: string;
  /** As it will be understood, grouped; null while it is no whole number. */
  shown: string | null;
  /** Whether the plan of its country knows such numbers, and not just their length. */
  isCertain: boolean;
};

/** Digits, in any script's, with what people put between them; the calling code in front, by + or 00. */
const INTERNATIONAL = /^[^\p{Nd}+]*(?:\+|00|٠٠|۰۰)/u;

/**
 * Reads what was typed as the server will.
 *
 * Without the plans (they are on their way, or could not be loaded) the text goes as it is, with the calling code where
 * the server could not know it.
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
  const parsed = text === "" ? undefined : plans?.parse(international ?? text, { defaultCountry, extract: false });
  if (parsed?.isPossible() && !parsed.ext) {
    return { text: parsed.number, shown: parsed.formatInternational(), isCertain: parsed.isValid() };
  }
  const isForeign = international === null && country !== undefined && country.code !== region;
  return {
    text: international ?? (isForeign && text !== "" ? `+${country.callingCode} ${text}` : text),
    shown: null,
    isCertain: false,
  };
}

/**
 * The country of a number: as its calling code has it, else the one chosen before; undefined for one we send nothing to.
 */
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
  // While the code is still being typed, and among countries that share one, the choice made before stands.
  if (current && (digits.startsWith(current.callingCode) || current.callingCode.startsWith(digits))) return current;
  return countries.find(({ callingCode }) => digits.startsWith(callingCode));
}

/** What is left of a number for another country's code to be put before. */
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
