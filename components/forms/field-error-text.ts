import { useTranslations } from "next-intl";
import { useCallback } from "react";

/** The text for a schema issue's key, such as `too_long` with `{max: 50}`. */
export type FieldErrorText = (key: string, values: Record<string, string | number>) => string;

/** The texts of schema issues in the page's language. */
export function useFieldErrorText(): FieldErrorText {
  const t = useTranslations("fields");
  return useCallback((key, values) => t(t.has(key as "invalid") ? (key as "invalid") : "invalid", values), [t]);
}
