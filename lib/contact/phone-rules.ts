import {
  type CountryCode,
  getCountryCallingCode,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from "libphonenumber-js/max";
import { digitsOf } from "@/lib/contact/schema";
import { FieldErrors } from "@/lib/platform/errors";

/** The pattern that the documents give for phone numbers. */
const DOCUMENTED_PHONE = /^\+?1?\d{9,15}$/;
/** A call abroad begins with 00 almost everywhere. */
const INTERNATIONAL = /^(?:\+|00)/;

/**
 * The form in which equal numbers are equal: E.164 where there is a reading of the number, else the digits as written,
 * where they fit the documented pattern. Those get no message.
 * @param region ISO 3166-1 alpha-2, for numbers without a country code @returns null for what is no phone number
 */
export function canonicalPhone(written: string, region: string): string | null {
  const digits = digitsOf(written);
  if (digits === null) return null;
  return readingOf(digits, region) ?? (DOCUMENTED_PHONE.test(digits) ? digits : null);
}

/** Spellings that libphonenumber reads as another number, or as none. */
const CORRECTIONS: readonly { wrong: RegExp; right: string; only?: string }[] = [
  // Mexico gave up the 1 of its mobiles in 2019; address books and messengers keep it.
  { wrong: /^(?:\+|00)?521(\d{10})$/, right: "+52$1" },
  // The prefixes of calls to mobiles went with it.
  { wrong: /^04[45](\d{10})$/, right: "+52$1", only: "MX" },
];

/**
 * A number of the region's plan; else of another country's, the plus forgotten; else one that is at least as long as the
 * numbers of the country whose code was written: plans lag behind new numbers, and the documents' own are in none.
 */
function readingOf(digits: string, region: string): string | null {
  const corrected = CORRECTIONS.find(({ wrong, only }) => wrong.test(digits) && (only ?? region) === region);
  if (corrected) return digits.replace(corrected.wrong, corrected.right);
  const national = parse(digits, region);
  if (national?.isValid()) return national.number;
  const foreign = parse(`+${digits.replace(INTERNATIONAL, "")}`);
  if (foreign?.isValid()) return foreign.number;
  return INTERNATIONAL.test(digits) && foreign?.isPossible() ? foreign.number : null;
}

function parse(digits: string, region?: string): PhoneNumber | undefined {
  return parsePhoneNumberFromString(digits, { defaultCountry: region as CountryCode, extract: false });
}

/** The canonical form of a number in a request. @throws FieldErrors on `field` for what is no phone number */
export function parsePhone(written: string, region: string, field = "phone"): string {
  const canonical = canonicalPhone(written, region);
  if (canonical === null) throw FieldErrors.of(field, "phone");
  return canonical;
}

/** The numbers that share all digits but the last four are one block: whoever sends to many of them is pumping. */
export function numberBlock(phone: string): string {
  return phone.slice(0, -4);
}

/** A number as its owner recognises it and nobody else learns it: `+90•••••••567`, with the whole of its calling code. */
export function maskPhone(phone: string): string {
  const callingCode = parsePhoneNumberFromString(phone)?.countryCallingCode;
  const head = callingCode ? callingCode.length + 1 : 1;
  const tail = Math.min(3, Math.max(0, phone.length - head - 4));
  return phone.slice(0, head) + "•".repeat(phone.length - head - tail) + phone.slice(phone.length - tail);
}

/** A number as people write it, behind its calling code: `+90 532 123 45 67`; one without a reading as it is. */
export function formatPhone(written: string, region: string): string {
  const canonical = canonicalPhone(written, region);
  return (canonical && parse(canonical)?.formatInternational()) || written;
}

/** Numbers that belong to no country: satellites, international premium and shared-cost services. */
const NO_COUNTRY = new Set(["800", "808", "870", "878", "881", "882", "883", "888", "979"]);
/** They take no messages, or their owner is paid for each one. */
const SERVICES = new Set(["PREMIUM_RATE", "SHARED_COST", "TOLL_FREE", "PERSONAL_NUMBER", "UAN", "PAGER", "VOICEMAIL"]);
/** Turkish company numbers (0850), which the plans count as voice over IP. */
const COMPANY_NUMBERS = /^\+90850/;

/**
 * Whether a number gets messages: one with a reading, in the shop's countries, neither a service's nor a satellite's.
 * @param phone canonical @param countries ISO 3166-1 alpha-2 codes; null for every country
 */
export function isReachable(phone: string, countries: readonly string[] | null): boolean {
  const parsed = phone.startsWith("+") ? parse(phone) : undefined;
  if (!parsed?.isPossible() || NO_COUNTRY.has(parsed.countryCallingCode)) return false;
  if (SERVICES.has(parsed.getType() ?? "") || COMPANY_NUMBERS.test(phone)) return false;
  if (countries === null) return true;
  // A number of no plan we know still has the calling code by which it would be charged.
  return countries.some((country) =>
    parsed.country ? country === parsed.country : callingCodeOf(country) === parsed.countryCallingCode,
  );
}

function callingCodeOf(country: string): string {
  return getCountryCallingCode(country as CountryCode);
}
