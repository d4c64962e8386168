import { type CountryCode, getCountryCallingCode, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { FieldErrors } from "@/lib/platform/errors";
import { visibleAddress } from "@/lib/platform/fields";

const SEPARATORS = /[\s().\-\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** The pattern that the documents give for phone numbers. */
const DOCUMENTED_PHONE = /^\+?1?\d{9,15}$/;

/**
 * The form in which equal numbers are equal: E.164 where the number parses, else the digits as written. A possible
 * number is enough, and so is one that fits the documented pattern: the documents' own examples fail a strict validity
 * check.
 * @param region ISO 3166-1 alpha-2, for numbers without a country code @returns null for what is no phone number
 */
export function canonicalPhone(written: string, region: string): string | null {
  const compact = written.replaceAll(SEPARATORS, "");
  const parsed = parsePhoneNumberFromString(compact, { defaultCountry: region as CountryCode, extract: false });
  if (parsed?.isPossible() && !parsed.ext) return parsed.number;
  return DOCUMENTED_PHONE.test(compact) ? compact : null;
}

/** The canonical form of a number in a request. @throws FieldErrors on `field` for what is no phone number */
export function parsePhone(written: string, region: string, field = "phone"): string {
  const canonical = canonicalPhone(written, region);
  if (canonical === null) throw FieldErrors.of(field, "phone");
  return canonical;
}

/** The form in which e-mail addresses are compared: no second account by letter case. */
export function canonicalEmail(written: string): string {
  return visibleAddress(written).toLowerCase();
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

/** Numbers that belong to no country: satellites, international premium and shared-cost services. */
const NO_COUNTRY = new Set(["800", "808", "870", "878", "881", "882", "883", "888", "979"]);
const PREMIUM_TYPES = new Set(["PREMIUM_RATE", "SHARED_COST", "UAN", "PAGER"]);

/**
 * Whether a number gets messages: in the shop's countries, neither premium-rate nor satellite.
 * @param phone canonical @param countries ISO 3166-1 alpha-2 codes; null for every country
 */
export function isReachable(
  phone: string,
  { countries, region }: { countries: readonly string[] | null; region: string },
): boolean {
  const parsed = parsePhoneNumberFromString(phone, { defaultCountry: region as CountryCode, extract: false });
  const callingCode = parsed?.countryCallingCode ?? getCountryCallingCode(region as CountryCode);
  if (NO_COUNTRY.has(callingCode) || PREMIUM_TYPES.has(parsed?.getType() ?? "")) return false;
  if (countries === null) return true;
  // A number of no plan we know still has the calling code by which it would be charged.
  return parsed?.country
    ? countries.includes(parsed.country)
    : countries.some((country) => getCountryCallingCode(country as CountryCode) === callingCode);
}
