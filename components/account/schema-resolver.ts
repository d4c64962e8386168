import { toNestErrors } from "@hookform/resolvers";
import type { FieldErrors, FieldValues, Resolver } from "react-hook-form";
import type { z } from "zod";

/** The text for an issue's key, such as `too_long` with `{max: 50}`. */
export type FaultText = (key: string, values: Record<string, string | number>) => string;

/**
 * Validates a form by the server's own schema; the issues' keys become the texts that the server would answer.
 *
 * zodResolver drops an issue's `params`, which the texts need.
 */
export function schemaResolver<Values extends FieldValues>(
  schema: z.ZodType,
  faultText: FaultText,
  toBody: (values: Values) => unknown = (values) => values,
): Resolver<Values> {
  return (values, _context, options) => {
    const parsed = schema.safeParse(toBody(values));
    if (parsed.success) return { values, errors: {} };
    const errors: FieldErrors = {};
    for (const issue of parsed.error.issues) {
      const name = String(issue.path[0] ?? "root");
      const params = issue.code === "custom" ? (issue.params ?? {}) : {};
      errors[name] ??= { type: issue.message, message: faultText(issue.message, params) };
    }
    return { values: {}, errors: toNestErrors(errors, options) };
  };
}
