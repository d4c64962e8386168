"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { FieldValues, Path } from "react-hook-form";
import { CONTROL, describedBy, Field, fieldId } from "@/components/ui/field";
import { CountrySelect } from "./country-select";
import type { PhoneChoices } from "./phone-number";
import type { AppForm } from "./use-app-form";
import { countryFieldName, usePhoneInput } from "./use-phone-input";

type PhoneFieldProps<Values extends FieldValues> = {
  form: AppForm<Values>;
  name: Path<Values>;
  choices: PhoneChoices;
  hint?: ReactNode;
  /** How the number that the form starts with is shown, as +90 532 123 45 67. */
  written?: string;
};

/**
 * A phone number with its country, chosen or typed as +90. How the number is understood takes the place of the hint.
 */
export function PhoneField<Values extends FieldValues>({
  form,
  name,
  choices,
  hint,
  written,
}: PhoneFieldProps<Values>) {
  const t = useTranslations("phoneField");
  const { country, choose, input, understood, doubt } = usePhoneInput(form, name, choices, written);
  const error = form.getFieldState(name, form.formState).error?.message;
  const id = fieldId(name);
  const notes = describedBy(id, { hint, error });
  return (
    <Field id={id} label={form.labels[name]} error={error}>
      {/* With large text each gets its own line; on one line the number gets the room. */}
      <div dir="ltr" className="flex flex-wrap gap-2">
        <CountrySelect
          name={countryFieldName(name)}
          countries={choices.countries}
          country={country}
          onChoose={choose}
        />
        <input
          id={id}
          type="tel"
          autoComplete="tel"
          className={`${CONTROL} flex-[999_1_8rem] tabular-nums`}
          aria-describedby={[notes["aria-describedby"], `${id}-understood`].filter(Boolean).join(" ")}
          aria-invalid={notes["aria-invalid"]}
          {...input}
        />
      </div>
      {/* Both in one place, so that nothing below moves. */}
      <div className="grid min-h-5 text-xs text-ink-soft *:col-start-1 *:row-start-1">
        {hint && (
          <p id={`${id}-hint`} className={understood || doubt ? "invisible" : undefined}>
            {hint}
          </p>
        )}
        <p id={`${id}-understood`} aria-live="polite">
          {doubt && <span className="font-semibold text-on-accent-soft">{t(`doubt.${doubt}`)}</span>}
          {understood &&
            t.rich("understood", {
              number: () => (
                <bdi
                  dir="ltr"
                  className="font-semibold whitespace-nowrap text-ink max-[15rem]:whitespace-normal tabular-nums"
                >
                  {understood}
                </bdi>
              ),
            })}
        </p>
      </div>
    </Field>
  );
}
