import { FieldErrors } from "@/lib/platform/errors";
import { ATTRIBUTE_LIMITS, type Attributes, SERVER_ATTRIBUTES } from "@/lib/profile/schema";

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
