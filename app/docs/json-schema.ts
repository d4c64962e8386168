import { z } from "zod";
import { ANSWERED, SENT } from "@/app/docs/field-notes";
import { birthDate, emailText, phoneText } from "@/lib/platform/fields";
import { attributes, languageCode } from "@/lib/profile/schema";
import { smsCode } from "@/lib/verification/schema";

/*
 * The handlers' own zod schemas as JSON Schema 2020-12, which is OpenAPI 3.1's. What zod cannot say (refinements,
 * transforms) is read from the limits that the refinements carry for their error texts.
 */

export type JsonSchema = {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: unknown;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
};

type Notes = typeof SENT;
const NOTES = { input: SENT, output: ANSWERED };

export const SCHEMAS_AT = "#/components/schemas/";

/** Building blocks whose refinements hide what they are. */
const HIDDEN = new Map<z.ZodType, JsonSchema>([
  [birthDate, { format: "date" }],
  [emailText, { format: "email", maxLength: 254 }],
  [phoneText, {}],
  [attributes, { type: "object", additionalProperties: true }],
  [languageCode, {}],
  [smsCode, { minLength: 4, maxLength: 40 }],
]);

/**
 * The JSON Schema of each schema under its name; where one contains another that has a name, it refers to it.
 *
 * @param io what goes in differs from what comes out where a schema converts or has defaults
 */
export function jsonSchemas(named: ReadonlyMap<z.ZodType, string>, io: "input" | "output"): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [schema, id] of named) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    io,
    uri: (id) => SCHEMAS_AT + id,
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => void Object.assign(jsonSchema, restored(zodSchema, io)),
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, tidied(schema as JsonSchema, NOTES[io])]),
  );
}

/** One schema by itself, nothing referred to. */
export function jsonSchemaOf(schema: z.ZodType, io: "input" | "output"): JsonSchema {
  return jsonSchemas(new Map([[schema, "it"]]), io).it ?? {};
}

function restored(schema: z.core.$ZodType, io: "input" | "output"): JsonSchema {
  const known = HIDDEN.get(schema as z.ZodType);
  if (known) return { ...limitsOf(schema), ...known };
  // An unknown that is only looked at before its real schema: what is taken is what that takes.
  if (schema instanceof z.ZodPipe && schema.in instanceof z.ZodUnknown && !(schema.out instanceof z.ZodTransform)) {
    return jsonSchemaOf(schema.out as z.ZodType, io);
  }
  if (schema instanceof z.ZodCustom) {
    return schema._zod.bag.Class === File ? { type: "string", format: "binary" } : numberLimits(schema);
  }
  return schema instanceof z.ZodString ? limitsOf(schema) : {};
}

type Limits = { min?: number; max?: number };

/** Lengths that are refinements (they count code points) carry their limits for the error's text. */
function limitsOf(schema: z.core.$ZodType): JsonSchema {
  const limits: JsonSchema = {};
  for (const check of schema._zod.def.checks ?? []) {
    const { min, max } = ((check._zod.def as { params?: Limits }).params ?? {}) satisfies Limits;
    if (min !== undefined) limits.minLength = min;
    if (max !== undefined) limits.maxLength = max;
  }
  return limits;
}

function numberLimits(schema: z.ZodCustom): JsonSchema {
  const { min, max } = ((schema._zod.def as { params?: Limits }).params ?? {}) satisfies Limits;
  return min === undefined || max === undefined ? {} : { type: "integer", minimum: min, maximum: max };
}

/** Every instant is named so: `…_at`, `date_joined`, `last_login`, `…_date`. */
const INSTANT = /^(?:at|\w+_at|date_joined|last_login|\w+_date)$/;
const DAY = /^date_of_birth$/;

function tidied(schema: JsonSchema, notes: Notes): JsonSchema {
  const { $id: _id, $schema: _dialect, ...rest } = schema as JsonSchema & { $id?: string; $schema?: string };
  const tidy: JsonSchema = { ...rest };
  // zod's expression for a date is longer than a page, and a safe integer is just an integer.
  if (tidy.format === "date-time" || tidy.format === "date") delete tidy.pattern;
  if (tidy.minimum === Number.MIN_SAFE_INTEGER) delete tidy.minimum;
  if (tidy.maximum === Number.MAX_SAFE_INTEGER) delete tidy.maximum;
  // What is answered may grow.
  if (tidy.additionalProperties === false) delete tidy.additionalProperties;
  if (tidy.items) tidy.items = tidied(tidy.items, notes);
  if (tidy.anyOf) {
    // A choice of choices is one choice.
    tidy.anyOf = tidy.anyOf.map((one) => tidied(one, notes)).flatMap((one) => one.anyOf ?? [one]);
  }
  if (tidy.properties) {
    tidy.properties = Object.fromEntries(
      Object.entries(tidy.properties).map(([name, property]) => [
        name,
        explained(name, tidied(property, notes), notes),
      ]),
    );
  }
  return tidy;
}

function explained(name: string, property: JsonSchema, notes: Notes): JsonSchema {
  const described = notes[name] ? { ...property, description: notes[name] } : property;
  const isText = property.type === "string" || (Array.isArray(property.type) && property.type.includes("string"));
  if (!isText || property.format) return described;
  if (INSTANT.test(name)) return { ...described, format: "date-time" };
  return DAY.test(name) ? { ...described, format: "date" } : described;
}

/** A type in a word or two, as a reader of a table wants it. */
export function typeText(schema: JsonSchema): string {
  if (schema.$ref) return schema.$ref.slice(SCHEMAS_AT.length);
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeText))].join(" | ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const types = [schema.type ?? "any"].flat();
  return types
    .map((type) => (type === "string" ? stringText(schema) : type === "array" ? listText(schema) : type))
    .join(" | ");
}

function stringText({ format }: JsonSchema): string {
  return format === "binary" ? "file" : (format ?? "string");
}

function listText({ items }: JsonSchema): string {
  const text = items ? typeText(items) : "any";
  return text.includes(" ") ? `(${text})[]` : `${text}[]`;
}

/** What may be said about a value beside its type: lengths and ranges. */
export function limitText({ minLength, maxLength, minimum, maximum, format }: JsonSchema): string | null {
  if (format === "date" || format === "date-time" || format === "binary") return null;
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`;
  if (minLength !== undefined && minLength > 1)
    return maxLength ? `${minLength} to ${maxLength} characters` : `from ${minLength} characters`;
  return maxLength ? `up to ${maxLength} characters` : null;
}

/** An answer's shape, written like the JSON it is, with types for values. */
export function shapeText(schema: JsonSchema, indent = ""): string {
  if (schema.$ref || !(schema.properties || schema.anyOf || schema.items)) return typeText(schema);
  if (schema.anyOf) return schema.anyOf.map((one) => shapeText(one, indent)).join(" | ");
  if (schema.items) {
    const text = shapeText(schema.items, indent);
    return text.includes(" | ") ? `(${text})[]` : `${text}[]`;
  }
  const fields = Object.entries(schema.properties ?? {});
  if (fields.length === 0) return "{}";
  const inner = `${indent}  `;
  const required = new Set(schema.required);
  const lines = fields.map(
    ([name, field]) => `${inner}${name}${required.has(name) ? "" : "?"}: ${shapeText(field, inner)}`,
  );
  return `{\n${lines.join("\n")}\n${indent}}`;
}
