import { z } from "zod";

/* The schemas of the OpenAPI document: zod's, as JSON Schema 2020-12, which OpenAPI 3.1 uses. */

export type JsonSchema = {
  $ref?: string;
  type?: string | string[];
  examples?: unknown[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  [keyword: string]: unknown;
};

const SCHEMAS_AT = "#/components/schemas/";

/** Adds to what zod says of a schema. */
export type Annotate = (schema: z.core.$ZodType, json: z.core.JSONSchema.BaseSchema) => void;

export type Schemas = {
  /** Those with an id. */
  named: Record<string, JsonSchema>;
  of: (schema: z.ZodType) => JsonSchema;
  exampleOf: (schema: z.ZodType) => unknown;
};

/** In one conversion, so that those with an id become references. */
export function convertSchemas(schemas: readonly z.ZodType[], annotate: Annotate): Schemas {
  const names = new Map([...new Set(schemas)].map((schema, index) => [schema, String(index)]));
  const together = z.object(Object.fromEntries([...names].map(([schema, name]) => [name, schema])));
  const converted = z.toJSONSchema(together, {
    io: "input",
    unrepresentable: "any",
    override: (context) => {
      tidy(context);
      annotate(context.zodSchema, context.jsonSchema);
    },
  });
  const { properties = {}, $defs = {} } = JSON.parse(
    JSON.stringify(converted).replaceAll('"#/$defs/', `"${SCHEMAS_AT}`),
  );
  const of = (schema: z.ZodType): JsonSchema => properties[names.get(schema) ?? ""] ?? {};
  return { named: $defs, of, exampleOf: (schema) => exampleOf(of(schema), $defs) };
}

function tidy({
  zodSchema,
  jsonSchema,
}: {
  zodSchema: z.core.$ZodType;
  jsonSchema: z.core.JSONSchema.BaseSchema;
}): void {
  // zod drops the examples of schemas that transform.
  jsonSchema.examples ??= z.globalRegistry.get(zodSchema)?.examples as unknown[] | undefined;
  // Its pattern for a date fills a page, and a safe integer is just an integer.
  if (jsonSchema.format === "date-time" || jsonSchema.format === "date") delete jsonSchema.pattern;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  delete jsonSchema.id;
}

/** Composed of the fields' examples. */
function exampleOf(schema: JsonSchema, named: Record<string, JsonSchema>): unknown {
  const { $ref, examples, enum: choices, anyOf, properties, items, type } = schema;
  if (examples) return examples[0];
  if ($ref) return exampleOf(named[$ref.slice(SCHEMAS_AT.length)] ?? {}, named);
  if ("const" in schema) return schema.const;
  if (choices) return choices[0];
  if (anyOf?.[0]) return exampleOf(anyOf[0], named);
  if (items) return [exampleOf(items, named)];
  if (properties) {
    return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, exampleOf(property, named)]));
  }
  if (type === "null") return null;
  return { boolean: true, integer: 1, object: {} }[[type].flat()[0] ?? ""] ?? "…";
}
