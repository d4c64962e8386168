import type { z } from "zod";
import {
  attributes,
  backOfficeAttributes,
  backOfficeShownAttributes,
  shownAttributes,
} from "@/lib/fields/attributes-schema";
import type { FieldRule } from "@/lib/fields/schema";
import type { Field } from "@/lib/fields/service";
import { type TextInLanguages, textIn } from "@/lib/platform/shop/config";

type JsonSchema = { properties?: Record<string, unknown>; [keyword: string]: unknown };

/** Adds to a schema of the OpenAPI document, where it is that of attributes, the fields that the shop has declared. */
export function describeFields(fields: readonly Field[], schema: z.core.$ZodType, json: JsonSchema): void {
  const isShoppers = schema === attributes.unwrap() || schema === shownAttributes;
  if (!isShoppers && schema !== backOfficeAttributes.unwrap() && schema !== backOfficeShownAttributes) return;
  const seen = isShoppers ? fields.filter(({ access }) => access !== "back_office") : fields;
  if (seen.length === 0) return;
  json.properties = Object.fromEntries(
    seen.map((field) => [
      field.key,
      {
        ...jsonSchemaOf(field),
        title: english(field.label),
        ...(field.hint && { description: english(field.hint) }),
        ...(isShoppers && field.access === "read_only" && { readOnly: true }),
      },
    ]),
  );
}

/** The reference is in English; a shop without it says what it calls the field in its first language. */
function english(texts: TextInLanguages): string {
  return textIn(texts, "en") || Object.values(texts).join(" / ");
}

function jsonSchemaOf(rule: FieldRule): object {
  switch (rule.type) {
    case "text":
      return { ...textOf(rule), ...(rule.pattern !== undefined && { pattern: `^(?:${rule.pattern})$` }) };
    case "multiline":
      return textOf(rule);
    case "email":
      return { type: ["string", "null"], format: "email", maxLength: 254 };
    case "url":
      return { type: ["string", "null"], format: "uri", maxLength: 2000 };
    case "number":
      return { type: [rule.whole ? "integer" : "number", "null"], minimum: rule.min, maximum: rule.max };
    case "boolean":
      return { type: ["boolean", "null"] };
    case "date":
      return { type: ["string", "null"], format: "date" };
    case "choice":
      return { enum: [...rule.options.map(({ value }) => value), null] };
    case "choices": {
      const items = { enum: rule.options.map(({ value }) => value) };
      return { type: ["array", "null"], items, uniqueItems: true, maxItems: rule.max };
    }
  }
}

function textOf({ min, max }: { min: number; max: number }): object {
  return { type: ["string", "null"], minLength: min, maxLength: max };
}
