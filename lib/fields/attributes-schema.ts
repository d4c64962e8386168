import { z } from "zod";

/* What customers keep in `attributes`: keys of their own, and what the shop asks (schema.ts). */

/** What a customer may keep under keys of their own. */
export const ATTRIBUTE_LIMITS = { keys: 32, bytes: 8192, listItems: 32 } as const;

/** Attributes that the server owns: readable, silently ignored on write so that GET → PATCH round trips work. */
export const SERVER_ATTRIBUTES: ReadonlySet<string> = new Set([
  "has_loyalty",
  "verified_user",
  "register_client_type",
  "logged_ip",
  "kvkk_flat_page_version",
  "confirm",
  "confirmed",
]);

export const ATTRIBUTE_KEY = /^(?!__proto__$)[\w.-]{1,64}$/;

const attributeScalar = z.union([
  z.string().refine((text) => !text.includes("\0") && !/\p{Surrogate}/u.test(text)),
  z.number(),
  z.boolean(),
  z.null(),
]);
const attributeValue = z.union([attributeScalar, z.array(attributeScalar).max(ATTRIBUTE_LIMITS.listItems)]);

export type AttributeValue = z.infer<typeof attributeValue>;
export type Attributes = Record<string, AttributeValue>;

/** No answer, in whatever way it is said. */
export function isUnanswered(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === undefined || value === null || (typeof value === "string" && value.trim() === "");
}

/** A key that the shop has declared. */
export type DeclaredKey = {
  schema: z.ZodType<AttributeValue>;
  /** Ignored when it is sent, as the server's own keys are. */
  isReadOnly?: boolean | undefined;
  isRequired?: boolean | undefined;
};

export type AttributesOptions = {
  /** For files of other platforms: keys of the server are taken too. */
  takesServerKeys?: boolean;
  /** What is stored: a value that breaks a rule made since is no error as long as it stays. */
  stored?: Record<string, unknown>;
};

/** Attributes of which some keys have a schema; the others hold whatever a customer may keep. */
export function attributesBy(
  declared: ReadonlyMap<string, DeclaredKey>,
  { takesServerKeys = false, stored = {} }: AttributesOptions = {},
) {
  return z.unknown().transform((value, context): Attributes => {
    const refuse = (message: string, params?: Record<string, unknown>, path: string[] = []) => {
      context.addIssue({ code: "custom", message, params, path });
      return z.NEVER;
    };
    if (typeof value !== "object" || value === null || Array.isArray(value)) return refuse("not_object");
    const taken = Object.entries(value).filter(([key]) => takesServerKeys || !SERVER_ATTRIBUTES.has(key));
    const free = taken.filter(([key]) => !declared.has(key));
    const own = free.filter(([key]) => !SERVER_ATTRIBUTES.has(key));
    if (own.length > ATTRIBUTE_LIMITS.keys) return refuse("attributes_keys", { max: ATTRIBUTE_LIMITS.keys });
    const result: [string, AttributeValue][] = [];
    for (const [key, entry] of free) {
      if (!ATTRIBUTE_KEY.test(key)) return refuse("attributes_key");
      const parsed = attributeValue.safeParse(entry);
      if (!parsed.success) return refuse("attributes_value");
      result.push([key, parsed.data]);
    }
    if (new TextEncoder().encode(JSON.stringify(free)).length > ATTRIBUTE_LIMITS.bytes) {
      return refuse("attributes_size", { max: ATTRIBUTE_LIMITS.bytes });
    }
    const given = new Map(taken);
    for (const [key, { schema, isReadOnly, isRequired }] of declared) {
      const entry = given.get(key);
      if (isRequired && isUnanswered(entry)) refuse("required", undefined, [key]);
      if (isReadOnly || !given.has(key)) continue;
      if (isUnanswered(entry)) result.push([key, null]);
      else {
        const { data, error } = schema.safeParse(entry);
        if (!error) result.push([key, data]);
        else if (JSON.stringify(entry) !== JSON.stringify(stored[key])) {
          for (const issue of error.issues) {
            refuse(issue.message, issue.code === "custom" ? issue.params : undefined, [key]);
          }
        }
      }
    }
    return Object.fromEntries(result);
  });
}

const DESCRIPTION =
  "The customer's own keys: at most 32 and 8 KB of strings, numbers, booleans and short lists. Merged key by key; null deletes a key. Keys owned by the server are ignored.";

const freeAttributes = () =>
  attributesBy(new Map()).meta({ type: "object", additionalProperties: true, description: DESCRIPTION });

/** As customers send them, those of the server left out. Where the shop has declared fields, bodyWithFields adds their rules. */
export const attributes = freeAttributes().optional();

/** The same from the back office, which writes more of the fields. */
export const backOfficeAttributes = freeAttributes().optional();

const shown = () =>
  z
    .record(z.string(), z.unknown())
    .meta({ examples: [{ has_loyalty: true, verified_user: true, preferred_language: "English" }] });

/** As customers are answered them, and as the back office is. */
export const shownAttributes = shown();
export const backOfficeShownAttributes = shown();
