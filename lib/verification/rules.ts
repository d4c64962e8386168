import { createHash } from "node:crypto";
import { type CountryCode, getCountryCallingCode, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { FieldErrors } from "@/lib/errors";

/** A code is void after so many different wrong guesses. */
export const GUESSES_MAX = 5;

/** Numbers that belong to no country: satellites, international premium and shared-cost services. */
const NO_COUNTRY = new Set(["800", "808", "870", "878", "881", "882", "883", "888", "979"]);
const DEAR_TYPES = new Set(["PREMIUM_RATE", "SHARED_COST", "UAN", "PAGER"]);

/**
 * Refuses numbers to which a message is never sent: outside the shop's countries, premium-rate, satellite.
 *
 * @param phone canonical: E.164, or digits that do not parse
 * @param countries ISO 3166-1 alpha-2 codes; null for every country
 * @param region of numbers without a country code
 * @throws FieldErrors on `field`
 */
export function assertReachable(
  phone: string,
  { countries, region, field }: { countries: readonly string[] | null; region: string; field: string },
): void {
  const parsed = parsePhoneNumberFromString(phone, { defaultCountry: region as CountryCode, extract: false });
  const callingCode = parsed?.countryCallingCode ?? getCountryCallingCode(region as CountryCode);
  // A number of no plan we know still has the calling code by which it would be charged.
  const inCountries =
    countries === null ||
    (parsed?.country
      ? countries.includes(parsed.country)
      : countries.some((country) => getCountryCallingCode(country as CountryCode) === callingCode));
  if (NO_COUNTRY.has(callingCode) || DEAR_TYPES.has(parsed?.getType() ?? "") || !inCountries) {
    throw FieldErrors.of(field, "phone_unreachable");
  }
}

/** The numbers that share all digits but the last four are one block: whoever sends to many of them is pumping. */
export function numberBlock(phone: string): string {
  return phone.slice(0, -4);
}

/** A number as its owner recognises it and nobody else learns it: `+90•••••••567`. */
export function maskPhone(phone: string): string {
  const head = phone.startsWith("+") ? 3 : 1;
  const tail = Math.min(3, Math.max(0, phone.length - head - 4));
  return phone.slice(0, head) + "•".repeat(phone.length - head - tail) + phone.slice(phone.length - tail);
}

/** What a code confirms beside the number, under the names of the refusal's text. */
export type Confirmation = {
  phone: string;
  smsAllowed: boolean | null;
  emailAllowed: boolean | null;
  callAllowed: boolean | null;
  email: string | null;
};

/** Equal for equal consents and addresses; the number is compared by itself. */
export function confirmationHash(confirmation: Confirmation | null): string {
  if (confirmation === null) return "";
  const { smsAllowed, emailAllowed, callAllowed, email } = confirmation;
  return createHash("sha256")
    .update(JSON.stringify([smsAllowed, emailAllowed, callAllowed, email]))
    .digest("hex");
}

/** The values of `kvkk_service_100_2`, as submitted. */
export function confirmationValues(confirmation: Confirmation): Record<string, string> {
  return {
    phone: confirmation.phone,
    sms_allowed: `${confirmation.smsAllowed}`,
    email_allowed: `${confirmation.emailAllowed}`,
    call_allowed: `${confirmation.callAllowed}`,
    email: `${confirmation.email ?? ""}`,
  };
}
