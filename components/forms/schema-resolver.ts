import { toNestErrors } from "@hookform/resolvers";
import { useCallback } from "react";
import type { FieldErrors, FieldValues, Resolver } from "react-hook-form";
import type { z } from "zod";
import type { FieldErrorText } from "./field-error-text";
import { useFirstInteraction } from "./first-interaction";

if (typeof window !== "undefined") {
  // zod would try whether it may compile code, which our content security policy forbids and reports. It reads this
  // before the first schema is made, which is before anybody could call z.config().
  Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
}

/** Fetches a schema: with the library that it is written in it is larger than any form. */
export type LoadSchema<Values> = (values: Values) => Promise<z.ZodType>;

/**
 * Validates a form by the server's own schema; the issues' keys become the texts that the server would answer. The schema
 * is fetched at the first interaction with the page's fields. When it cannot be, the server is the first to check.
 *
 * zodResolver drops an issue's `params`, which the texts need.
 *
 * @param load gets the form's values, for where they decide which schema it is
 * @param toBody makes the request's body of the form's values
 */
export function useSchemaResolver<Values extends FieldValues>(
  load: LoadSchema<Values>,
  errorText: FieldErrorText,
  toBody: (values: Values) => unknown = (values) => values,
): Resolver<Values> {
  useFirstInteraction(useCallback(() => void load({} as Values).catch(() => undefined), [load]));

  return async (values, _context, options) => {
    const schema = await load(values).catch(() => null);
    const parsed = schema?.safeParse(toBody(values));
    if (!parsed || parsed.success) return { values, errors: {} };
    const errors: FieldErrors = {};
    for (const issue of parsed.error.issues) {
      const name = String(issue.path[0] ?? "root");
      const params = issue.code === "custom" ? (issue.params ?? {}) : {};
      errors[name] ??= { type: issue.message, message: errorText(issue.message, params) };
    }
    return { values: {}, errors: toNestErrors(errors, options) };
  };
}
