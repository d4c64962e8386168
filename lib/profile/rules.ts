import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { FieldErrors } from "@/lib/platform/errors";
import { visibleAddress } from "@/lib/platform/fields";
import { ATTRIBUTE_LIMITS, type Attributes, SERVER_ATTRIBUTES } from "@/lib/profile/schema";

const SEPARATORS = /[\s().\-\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** The pattern that the documents give for phone numbers. */
const DOCUMENTED_PHONE = /^\+?1?\d{9,15}$/;

/**
 * The one form in which equal numbers are equal: E.164 where the number parses with the store's region, else the
 * digits as written.
 *
 * Accepted is what libphonenumber finds possible or what fits the documents' pattern; their own examples fail a strict
 * check of validity.
 *
 * @param written as the customer wrote it
 * @param region ISO 3166-1 alpha-2, for numbers without a country code
 * @returns null for what is no phone number
 */
export function canonicalPhone(written: string, region: string): string | null {
  const compact = written.replaceAll(SEPARATORS, "");
  const parsed = parsePhoneNumberFromString(compact, { defaultCountry: region as CountryCode, extract: false });
  if (parsed?.isPossible() && !parsed.ext) return parsed.number;
  return DOCUMENTED_PHONE.test(compact) ? compact : null;
}

/** The form in which e-mail addresses are compared: no second account by letter case. */
export function canonicalEmail(written: string): string {
  return visibleAddress(written).toLowerCase();
}

/**
 * The attributes after a customer's change: merged by key, null deletes.
 *
 * @throws FieldErrors when the result exceeds the limits; the server's own keys do not count
 */
export function mergeAttributes(current: Record<string, unknown>, change: Attributes): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...current };
  for (const [key, value] of Object.entries(change)) {
    if (value === null) delete merged[key];
    else merged[key] = value;
  }
  const own = Object.entries(merged).filter(([key]) => !SERVER_ATTRIBUTES.has(key));
  if (own.length > ATTRIBUTE_LIMITS.keys) {
    throw FieldErrors.of("attributes", "attributes_keys", { max: ATTRIBUTE_LIMITS.keys });
  }
  if (Buffer.byteLength(JSON.stringify(Object.fromEntries(own))) > ATTRIBUTE_LIMITS.bytes) {
    throw FieldErrors.of("attributes", "attributes_size", { max: ATTRIBUTE_LIMITS.bytes });
  }
  return merged;
}

/** What customers/me calls a complete profile: username, both names, gender, e-mail and mobile number are there. */
export function isProfileCompleted(customer: {
  username: string;
  firstName: string;
  lastName: string;
  gender: string | null;
  email: string | null;
  phone: string | null;
}): boolean {
  const { username, firstName, lastName, gender, email, phone } = customer;
  return [username, firstName, lastName, gender, email, phone].every(Boolean);
}

/** When PATCH /users/profile/ needs a code: never, for a changed phone, for a changed phone or consent. */
export type CodePolicy = "none" | "sms_otp" | "kvkk";

/** Whether a change needs a code under a policy. */
export function needsCode(policy: CodePolicy, changes: { phone: boolean; consents: boolean }): boolean {
  return policy !== "none" && (changes.phone || (policy === "kvkk" && changes.consents));
}
