import type { z } from "zod";
import { type Attributes, attributes, backOfficeAttributes, isUnanswered } from "@/lib/fields/attributes-schema";
import { type AttributeField, attributesOf, fieldValue } from "@/lib/fields/schema";
import type { Field } from "@/lib/fields/service";

type Stored = Record<string, unknown>;

const bodies = new WeakMap<readonly Field[], Map<z.ZodObject, z.ZodObject>>();

/**
 * A body whose attributes are also held to what the shop has declared; any other as it is.
 * @param stored the attributes of the customer who sends it
 */
export function bodyWithFields<Body extends z.ZodObject>(body: Body, fields: readonly Field[], stored: Stored): Body {
  const isByShopper = body.shape.attributes === attributes;
  if (fields.length === 0 || !(isByShopper || body.shape.attributes === backOfficeAttributes)) return body;
  const declared = fields.map((field): AttributeField => {
    return { ...field, isReadOnly: isByShopper && field.access !== "shopper" };
  });
  const build = (known: Stored) =>
    body.extend({ attributes: attributesOf(declared, { stored: known }).optional() }) as unknown as Body;
  if (isByShopper && hasOutdated(stored, fields)) return build(stored);
  const built = bodies.get(fields) ?? new Map<z.ZodObject, z.ZodObject>();
  bodies.set(fields, built);
  const known = built.get(body) ?? build({});
  built.set(body, known);
  return known as Body;
}

/** Whether a value breaks a rule that was made after it was stored. */
function hasOutdated(stored: Stored, fields: readonly Field[]): boolean {
  return fields.some((field) => field.key in stored && !fieldValue(field).safeParse(stored[field.key]).success);
}

/** Without what the back office keeps to itself. */
export function shownToShopper(stored: Stored, fields: readonly Field[]): Stored {
  const hidden = new Set(fields.filter(({ access }) => access === "back_office").map(({ key }) => key));
  if (hidden.size === 0) return stored;
  return Object.fromEntries(Object.entries(stored).filter(([key]) => !hidden.has(key)));
}

/** The fields without which the profile is not complete. */
export function missingFields(stored: Stored, fields: readonly Field[]): Field[] {
  return fields.filter(({ key, required }) => required && isUnanswered(stored[key]));
}

/**
 * What the loyalty programme is told, under its names; null for what is not answered.
 * @returns undefined where it is to know of no field
 */
export function programmeAttributes(stored: Stored, fields: readonly Field[]): Attributes | undefined {
  const told = fields.filter(({ programme }) => programme !== undefined);
  if (told.length === 0) return undefined;
  return Object.fromEntries(told.map(({ key, programme }) => [programme, stored[key] ?? null])) as Attributes;
}
