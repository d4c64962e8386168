import { toNestErrors } from "@hookform/resolvers";
import { useCallback } from "react";
import type { FieldErrors, FieldValues, Resolver } from "react-hook-form";
import type { z } from "zod";
import { useFirstTouch } from "./first-interaction";

if (typeof window !== "undefined") {
  // zod would try whether it may compile code, which our content security policy forbids and reports. It reads this
  // before the first schema is made, which is before anybody could call z.config().
  Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
}

/** The text for an issue's key, such as `too_long` with `{max: 50}`. */
export type FaultText = (key: string, values: Record<string, string | number>) => string;

/** Fetches a schema: with the library that it is written in it is larger than any form. */
export type LoadSchema<Values> = (values: Values) => Promise<z.ZodType>;

/**
 * Validates a form by the server's own schema; the issues' keys become the texts that the server would answer. The
 * schema is fetched when somebody first touches the page's fields. When it cannot be, the server is the first to check.
 *
 * zodResolver drops an issue's `params`, which the texts need.
 *
 * @param load gets the form's values, for where they decide which schema it is
 * @param toBody makes the request's body of the form's values
 */
export function useSchemaResolver<Values extends FieldValues>(
  load: LoadSchema<Values>,
  faultText: FaultText,
  toBody: (values: Values) => unknown = (values) => values,
): Resolver<Values> {
  useFirstTouch(useCallback(() => void load({} as Values).catch(() => undefined), [load]));

  return async (values, _context, options) => {
    const schema = await load(values).catch(() => null);
    const parsed = schema?.safeParse(toBody(values));
    if (!parsed || parsed.success) return { values, errors: {} };
    const errors: FieldErrors = {};
    for (const issue of parsed.error.issues) {
      const name = String(issue.path[0] ?? "root");
      const params = issue.code === "custom" ? (issue.params ?? {}) : {};
      errors[name] ??= { type: issue.message, message: faultText(issue.message, params) };
    }
    return { values: {}, errors: toNestErrors(errors, options) };
  };
}
