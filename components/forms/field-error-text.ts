import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { FieldFault } from "@/components/api/client";

/** Rules that ask the same of a person. */
const SAME: Record<string, string> = {
  required: "missing",
  null: "missing",
  blank: "missing",
  not_text: "invalid",
  unknown: "invalid",
  language: "not_choice",
  not_boolean: "not_choice",
  not_number: "not_choice",
  days: "not_choice",
  avatar_not_file: "image_type",
  image_pixels: "image_large",
  image_side: "image_large",
};

/** A rule that a field breaks, by an issue's message or the API's code: `too_long` with `{max: 50}`. */
export type BrokenRule = Pick<FieldFault, "code"> & Partial<FieldFault>;

/**
 * The key in the group `fields` of what a page says about a field that breaks a rule: the field's own sentence, else the
 * rule's. Undefined for a rule without a sentence.
 */
export function fieldErrorKey(field: string, rule: string, has: (key: string) => boolean): string | undefined {
  const asked = SAME[rule] ?? rule;
  return [`${field}.${asked}`, `rules.${asked}`].find(has);
}

type FieldErrors = {
  /** For a rule without a sentence, the API's. */
  text: (field: string, broken: BrokenRule) => string;
  /** Whether the sentence names its field, as “Enter your first name” does. */
  namesField: (field: string, rule: string) => boolean;
};

/** What the page says about fields at fault, in its own words: the API's are for programs. */
export function useFieldErrors(): FieldErrors {
  const t = useTranslations("fields");
  const keyOf = useCallback(
    (field: string, rule: string) => fieldErrorKey(field, rule, (key) => t.has(key as "rules.invalid")),
    [t],
  );
  return {
    text: useCallback(
      (field, { code, values = {}, detail }) => {
        const key = keyOf(field, code);
        return key === undefined ? (detail ?? t("rules.invalid")) : t(key as "rules.invalid", values as never);
      },
      [t, keyOf],
    ),
    namesField: useCallback((field, rule) => keyOf(field, rule)?.startsWith("rules.") === false, [keyOf]),
  };
}
