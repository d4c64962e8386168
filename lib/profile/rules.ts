import { FieldErrors } from "@/lib/platform/errors";
import { ATTRIBUTE_LIMITS, type Attributes, SERVER_ATTRIBUTES } from "@/lib/profile/schema";

/**
 * Merges by key; null deletes.
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

/** By the definition of customers/me. */
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

/** Never, for a changed phone, for a changed phone or consent. */
export type CodePolicy = "none" | "sms_otp" | "kvkk";

export function needsCode(policy: CodePolicy, changes: { phone: boolean; consents: boolean }): boolean {
  return policy !== "none" && (changes.phone || (policy === "kvkk" && changes.consents));
}
