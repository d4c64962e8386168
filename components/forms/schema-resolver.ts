import { toNestErrors } from "@hookform/resolvers";
import { useCallback } from "react";
import type { FieldErrors, FieldValues, Resolver, ResolverOptions } from "react-hook-form";
import type { z } from "zod";
import { formNameOf } from "./asked-fields";
import type { BrokenRule } from "./field-error-text";
import { useFirstInteraction } from "./first-interaction";

if (typeof window !== "undefined") {
  // zod would try to compile code, which our content security policy forbids and reports. It reads this before the
  // first schema is made, hence before anybody could call z.config().
  Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
}

/** Imports a schema, which with zod is larger than any form. */
export type LoadSchema<Values> = (values: Values) => Promise<z.ZodType>;

/**
 * Validates a form by the server's schema, in the page's words. Loads the schema at the first interaction; if that
 * fails, only the server validates. zodResolver would drop an issue's `params`, which the texts need.
 *
 * @param load gets the form's values, which may decide the schema
 * @param toBody turns the form's values into the request's body
 */
export function useSchemaResolver<Values extends FieldValues>(
  load: LoadSchema<Values>,
  errorText: (field: string, broken: BrokenRule) => string,
  toBody: (values: Values) => unknown = (values) => values,
): Resolver<Values> {
  useFirstInteraction(useCallback(() => void load({} as Values).catch(() => undefined), [load]));

  return async (values, _context, options) => {
    const schema = await load(values).catch(() => null);
    const errors: FieldErrors = {};
    for (const name of unreadableDates(options)) {
      errors[name] = { type: "date_format", message: errorText(name, { code: "date_format" }) };
    }
    for (const issue of schema?.safeParse(toBody(values)).error?.issues ?? []) {
      // A rule of our own names a key of the attributes too.
      const at = issue.path.slice(0, issue.code === "custom" ? 2 : 1);
      const name = at.length > 0 ? formNameOf(at.join(".")) : "root";
      const values = issue.code === "custom" ? issue.params : undefined;
      errors[name] ??= { type: issue.message, message: errorText(name, { code: issue.message, values }) };
    }
    if (Object.keys(errors).length === 0) return { values, errors: {} };
    return { values: {}, errors: toNestErrors(errors, options) };
  };
}

/** The fields with half a date, or with 31 February: the control shows it, but has no value. */
function unreadableDates<Values extends FieldValues>({ fields }: ResolverOptions<Values>): string[] {
  return Object.entries(fields).flatMap(([name, { ref }]) =>
    ref instanceof HTMLInputElement && ref.validity.badInput ? [name] : [],
  );
}
