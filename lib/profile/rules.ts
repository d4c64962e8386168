import { ATTRIBUTE_LIMITS, type Attributes, SERVER_ATTRIBUTES } from "@/lib/fields/attributes-schema";
import { missingFields } from "@/lib/fields/rules";
import type { AttributeField } from "@/lib/fields/schema";
import type { Field } from "@/lib/fields/service";
import { FieldErrors } from "@/lib/platform/errors";

/**
 * Merges by key; null deletes.
 * @throws FieldErrors when the result exceeds the limits; the server's own keys and the shop's fields do not count
 */
export function mergeAttributes(
  current: Record<string, unknown>,
  change: Attributes,
  fields: readonly Pick<AttributeField, "key">[],
): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...current };
  for (const [key, value] of Object.entries(change)) {
    if (value === null) delete merged[key];
    else merged[key] = value;
  }
  const declared = new Set(fields.map(({ key }) => key));
  const own = Object.entries(merged).filter(([key]) => !SERVER_ATTRIBUTES.has(key) && !declared.has(key));
  if (own.length > ATTRIBUTE_LIMITS.keys) {
    throw FieldErrors.of("attributes", "attributes_keys", { max: ATTRIBUTE_LIMITS.keys });
  }
  if (Buffer.byteLength(JSON.stringify(Object.fromEntries(own))) > ATTRIBUTE_LIMITS.bytes) {
    throw FieldErrors.of("attributes", "attributes_size", { max: ATTRIBUTE_LIMITS.bytes });
  }
  return merged;
}

/** By the definition of customers/me, and with the fields that the shop requires. */
export function isProfileCompleted(
  customer: {
    username: string;
    firstName: string;
    lastName: string;
    gender: string | null;
    email: string | null;
    phone: string | null;
    attributes: unknown;
  },
  fields: readonly Field[],
): boolean {
  const { username, firstName, lastName, gender, email, phone, attributes } = customer;
  const isFilledIn = [username, firstName, lastName, gender, email, phone].every(Boolean);
  return isFilledIn && missingFields(attributes as Record<string, unknown>, fields).length === 0;
}

/** Which changes need a code: `none`; by `sms_otp` a changed phone; by `kvkk` a changed phone or consent. */
export type CodePolicy = "none" | "sms_otp" | "kvkk";

export function needsCode(policy: CodePolicy, changes: { phone: boolean; consents: boolean }): boolean {
  return policy !== "none" && (changes.phone || (policy === "kvkk" && changes.consents));
}

/** Whether a picture is an address that the customer gave, instead of the key of a file that we keep. */
export function isPictureAddress(avatar: string): boolean {
  return avatar.startsWith("https:");
}

/** Leaves out what was not sent: Prisma refuses undefined, and null is a value. */
export function definedOnly<Columns extends object>(columns: Columns): Partial<Columns> {
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined)) as Partial<Columns>;
}
