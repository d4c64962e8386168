import type { ComponentType } from "react";
import type { Attributes } from "@/lib/fields/attributes-schema";
import type { AskedField } from "@/lib/fields/schema";
import type { FieldBinding } from "./use-app-form";

/* Fields that the shop has declared, in a form that has others too; their values are as controls have them. */

export type ShopFieldsProps = {
  /** Any form of useAppForm that was given these fields. */
  form: { field: (name: never) => FieldBinding };
  fields: AskedField[];
};

/** Fields under one title, with what shows them, which pages load with the first field. */
export type AskedFields = { title: string; fields: AskedField[]; ShopFields: ComponentType<ShopFieldsProps> };

export type AskedName = `attributes:${string}`;
export type AskedValues = Record<AskedName, string | string[]>;

/** A field of the API under its name in a form, where react-hook-form takes dots for places in objects. */
export function formNameOf(field: string): string {
  return field.replaceAll(".", ":");
}

export function askedName(key: string): AskedName {
  return `attributes:${formNameOf(key)}`;
}

export function askedLabels(asked: AskedFields | undefined): Record<AskedName, string> {
  return collect(asked, ({ label }) => label);
}

export function askedErrors(asked: AskedFields | undefined): Record<AskedName, Record<string, string>> {
  return collect(asked, ({ errors }) => errors);
}

/** The form's values for what is stored. */
export function askedValues(asked: AskedFields | undefined, stored: Record<string, unknown> = {}): AskedValues {
  return collect(asked, ({ key, type }) => {
    const value = stored[key] ?? [];
    return type === "choices" ? [value].flat().map(String) : String(value);
  });
}

function collect<Value>(asked: AskedFields | undefined, pick: (field: AskedField) => Value) {
  const entries = asked?.fields.map((field) => [askedName(field.key), pick(field)]) ?? [];
  return Object.fromEntries(entries) as Record<AskedName, Value>;
}

/** The attributes of a request's body: the server reads texts as what they say. Without `names` those of all fields. */
export function askedAttributes(
  asked: AskedFields | undefined,
  values: Record<string, unknown>,
  names?: readonly string[],
): Attributes {
  const sent = asked?.fields.filter(({ key }) => names?.includes(askedName(key)) ?? true) ?? [];
  return Object.fromEntries(sent.map(({ key }) => [key, values[askedName(key)] || null])) as Attributes;
}

/** A body with the attributes in place of the form's values for them. */
export function bodyWithAsked(asked: AskedFields | undefined, body: unknown, values: Record<string, unknown>): unknown {
  if (!asked) return body;
  const own = Object.entries(body as object).filter(([name]) => !name.startsWith("attributes:"));
  return { ...Object.fromEntries(own), attributes: askedAttributes(asked, values) };
}
