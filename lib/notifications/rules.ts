import { type CountryCode, getCountryCallingCode, parsePhoneNumberFromString } from "libphonenumber-js/max";

/** Numbers that belong to no country: satellites, international premium and shared-cost services. */
const NO_COUNTRY = new Set(["800", "808", "870", "878", "881", "882", "883", "888", "979"]);
const DEAR_TYPES = new Set(["PREMIUM_RATE", "SHARED_COST", "UAN", "PAGER"]);

/**
 * Whether a number gets messages at all: in the shop's countries, neither premium-rate nor satellite.
 *
 * @param phone canonical: E.164, or digits that do not parse
 * @param countries ISO 3166-1 alpha-2 codes; null for every country
 * @param region of numbers without a country code
 */
export function isReachable(
  phone: string,
  { countries, region }: { countries: readonly string[] | null; region: string },
): boolean {
  const parsed = parsePhoneNumberFromString(phone, { defaultCountry: region as CountryCode, extract: false });
  const callingCode = parsed?.countryCallingCode ?? getCountryCallingCode(region as CountryCode);
  if (NO_COUNTRY.has(callingCode) || DEAR_TYPES.has(parsed?.getType() ?? "")) return false;
  if (countries === null) return true;
  // A number of no plan we know still has the calling code by which it would be charged.
  return parsed?.country
    ? countries.includes(parsed.country)
    : countries.some((country) => getCountryCallingCode(country as CountryCode) === callingCode);
}
