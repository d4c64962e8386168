"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { type Control, type FieldValues, type Path, type PathValue, useController } from "react-hook-form";
import { useIsHydrating, valueInDocument } from "@/components/account/early-input";
import { CONTROL, describedBy, Field, type FieldTexts, fieldId } from "@/components/ui/field";
import {
  countryOf,
  type NumberingPlans,
  type PhoneChoices,
  type PhoneCountry,
  readNumber,
  withoutCallingCode,
} from "./phone-number";

type PhoneFieldProps<Values extends FieldValues> = FieldTexts & {
  /** The form's; the field's value is the number as it is to be sent, a text. */
  control: Control<Values>;
  name: Path<Values>;
  choices: PhoneChoices;
};

/**
 * A phone number: the country chosen or written as +90, the number as people write it, and below, in the place of the
 * hint, how it will be understood. The country's code and the number read from left to right in every script.
 */
export function PhoneField<Values extends FieldValues>({
  control,
  name,
  choices,
  label,
  hint,
  error,
}: PhoneFieldProps<Values>) {
  const t = useTranslations("identity.phone");
  const { field } = useController({ control, name });
  const { region, countries } = choices;
  const { plans, load } = useNumberingPlans();
  const value = String(field.value ?? "");
  const [typed, setTyped] = useState(value);
  const [country, setCountry] = useState(() => countryOf(value, undefined, choices, null));
  const hydrating = useIsHydrating();
  const [early] = useState(() => {
    const code = hydrating ? valueInDocument(`${name}_country`) : undefined;
    return countries.find((candidate) => candidate.code === code);
  });
  useEffect(() => {
    // Chosen before the scripts had run.
    if (early) setCountry(early);
  }, [early]);
  const [given, setGiven] = useState(value);
  const [isLeft, setLeft] = useState(value !== "");
  const isTouched = useRef(false);
  const isFilled = value !== "";
  useEffect(() => {
    // A number that is there already is shown as it is understood, too.
    if (isFilled) load();
  }, [isFilled, load]);
  if (value !== given) {
    // The form was filled or reset from outside.
    setGiven(value);
    setTyped(value);
    setCountry(countryOf(value, country, choices, plans));
  }

  const change = (text: string, chosen: PhoneCountry | undefined) => {
    const sent = readNumber(text, chosen, region, plans).text;
    isTouched.current = true;
    setTyped(text);
    setCountry(chosen);
    setGiven(sent);
    field.onChange(sent as PathValue<Values, Path<Values>>);
  };

  const { onChange } = field;
  const unread = value === typed ? readNumber(typed, country, region, null).text : value;
  useEffect(() => {
    // Filled in as typed, beside a country that the server could not know.
    if (unread === value) return;
    setGiven(unread);
    onChange(unread as PathValue<Values, Path<Values>>);
  }, [unread, value, onChange]);

  const id = fieldId(name);
  const { shown, isCertain } = readNumber(typed, country, region, plans);
  const understood = shown !== null && (isCertain || isLeft) ? shown : null;
  const notes = describedBy(id, { hint, error });
  return (
    <Field id={id} label={label} error={error}>
      <div dir="ltr" className="flex gap-2">
        <CountrySelect
          name={`${name}_country`}
          label={t("country")}
          countries={countries}
          country={country}
          otherLabel={t("otherCountry")}
          onFocus={load}
          onChoose={(chosen) => change(withoutCallingCode(typed, country, plans), chosen)}
        />
        <input
          id={id}
          ref={field.ref}
          name={name}
          type="tel"
          autoComplete="tel"
          className={`${CONTROL} tabular-nums`}
          aria-describedby={[notes["aria-describedby"], `${id}-understood`].filter(Boolean).join(" ")}
          aria-invalid={notes["aria-invalid"]}
          value={typed}
          onFocus={load}
          onChange={({ target }) => {
            setLeft(false);
            change(target.value, countryOf(target.value, country, choices, plans));
          }}
          onBlur={() => {
            setLeft(true);
            // The plans may have come after the last key.
            if (isTouched.current) change(typed, countryOf(typed, country, choices, plans));
            field.onBlur();
          }}
        />
      </div>
      {/* One in the other's place, so that nothing below moves. */}
      <div className="grid min-h-5 text-xs text-ink-soft *:col-start-1 *:row-start-1">
        {hint && (
          <p id={`${id}-hint`} className={understood ? "invisible" : undefined}>
            {hint}
          </p>
        )}
        <p id={`${id}-understood`} aria-live="polite">
          {understood &&
            t.rich("understood", {
              number: () => (
                <bdi dir="ltr" className="font-semibold whitespace-nowrap text-ink tabular-nums">
                  {understood}
                </bdi>
              ),
            })}
        </p>
      </div>
    </Field>
  );
}

type CountrySelectProps = {
  name: string;
  label: string;
  countries: readonly PhoneCountry[];
  /** Undefined for one that is not among them. */
  country: PhoneCountry | undefined;
  otherLabel: string;
  onFocus: () => void;
  onChoose: (country: PhoneCountry | undefined) => void;
};

/** The calling code alone is shown; the native list behind it has the names. */
function CountrySelect({ name, label, countries, country, otherLabel, onFocus, onChoose }: CountrySelectProps) {
  return (
    <span
      className={
        "relative flex min-h-12 shrink-0 items-center gap-1.5 rounded-control border border-line-strong bg-surface ps-3 pe-2.5 " +
        "transition-colors hover:border-ink-soft has-focus-visible:border-primary has-focus-visible:outline-2 has-focus-visible:outline-primary"
      }
    >
      <span aria-hidden className="min-w-10 text-base font-medium tabular-nums">
        {country ? `+${country.callingCode}` : "+"}
      </span>
      <ChevronDown aria-hidden className="size-4.5 text-ink-soft" />
      <select
        name={name}
        aria-label={label}
        autoComplete="tel-country-code"
        value={country?.code ?? ""}
        onFocus={onFocus}
        onChange={({ target }) => onChoose(countries.find(({ code }) => code === target.value))}
        className="absolute inset-0 size-full cursor-pointer appearance-none bg-surface text-base text-ink opacity-0"
      >
        {!country && <option value="">{otherLabel}</option>}
        {countries.map(({ code, name: countryName, callingCode }) => (
          <option key={code} value={code}>
            {`${countryName} (\u2066+${callingCode}\u2069)`}
          </option>
        ))}
      </select>
    </span>
  );
}

/** The numbering plans of the world, some 40 kB that only those load who turn to the field. */
function useNumberingPlans(): { plans: NumberingPlans | null; load: () => void } {
  const [plans, setPlans] = useState<NumberingPlans | null>(null);
  const isAsked = useRef(false);
  const isGone = useRef(false);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
    };
  }, []);
  const load = useCallback(() => {
    if (isAsked.current) return;
    isAsked.current = true;
    import("libphonenumber-js/min").then(
      ({ parsePhoneNumberFromString }) => {
        if (!isGone.current) setPlans({ parse: parsePhoneNumberFromString });
      },
      () => {
        // Without them the number goes as typed, and the server reads it.
        isAsked.current = false;
      },
    );
  }, []);
  return { plans, load };
}
