"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { type Control, type FieldValues, type Path, type PathValue, useController } from "react-hook-form";
import { CONTROL, describedBy, Field, type FieldTexts, fieldId } from "@/components/ui/field";
import { useHeldSubmit, useNumberingPlans, useSecondThought } from "./numbering-plans";
import { countryOf, type PhoneChoices, type PhoneCountry, readNumber, withoutCallingCode } from "./phone-number";
import { useIsFromServer, valueInDocument } from "./pre-hydration-input";

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
  const {
    field: { onChange, onBlur, ref, value: fieldValue },
  } = useController({ control, name });
  const { region, countries } = choices;
  const value = String(fieldValue ?? "");
  const [typed, setTyped] = useState(value);
  const [chosen, setChosen] = useState(() => countryOf(value, undefined, choices, null));
  const isFromServer = useIsFromServer();
  const [early] = useState(() => {
    const code = isFromServer ? valueInDocument(`${name}_country`) : undefined;
    return code === chosen?.code ? undefined : countries.find((candidate) => candidate.code === code);
  });
  useEffect(() => {
    // Chosen before the scripts had run.
    if (early) setChosen(early);
  }, [early]);
  const [given, setGiven] = useState(value);
  const [isLeft, setLeft] = useState(value !== "");
  const [isTouched, setTouched] = useState(false);
  const isEntered = isTouched || early !== undefined;
  const plans = useNumberingPlans(isEntered || value !== "");
  if (value !== given) {
    // The form was filled or reset from outside.
    setGiven(value);
    setTyped(value);
  }

  const country = countryOf(typed, chosen, choices, plans);
  const { text: read, shown, isCertain } = readNumber(typed, country, region, plans);

  const change = (text: string, from: PhoneCountry | undefined) => {
    setTouched(true);
    setTyped(text);
    setChosen(from);
    const sent = readNumber(text, from, region, plans).text;
    setGiven(sent);
    onChange(sent as PathValue<Values, Path<Values>>);
  };
  useEffect(() => {
    // Typed before the plans had come, or even the scripts.
    if (!isEntered || read === value) return;
    setGiven(read);
    onChange(read as PathValue<Values, Path<Values>>);
  }, [isEntered, read, value, onChange]);
  const element = useRef<HTMLInputElement | null>(null);
  useHeldSubmit(element, plans === null && isEntered && typed !== "");
  const isDoubtful = plans !== null && isEntered && typed.trim() !== "" && !isCertain;
  useSecondThought(
    element,
    isDoubtful ? read : null,
    useCallback(() => setLeft(true), []),
  );

  const id = fieldId(name);
  const understood = isCertain || (isLeft && !isDoubtful) ? shown : null;
  const doubt = isDoubtful && isLeft ? t("doubtful") : null;
  const notes = describedBy(id, { hint, error });
  return (
    <Field id={id} label={label} error={error}>
      {/* With large letters each gets a line of its own; on one line all room is the number's. */}
      <div dir="ltr" className="flex flex-wrap gap-2">
        <CountrySelect
          name={`${name}_country`}
          label={t("country")}
          countries={countries}
          country={country}
          otherLabel={t("otherCountry")}
          onChoose={(other) => change(withoutCallingCode(typed, country, plans), other)}
        />
        <input
          id={id}
          ref={(input) => {
            element.current = input;
            ref(input);
          }}
          name={name}
          type="tel"
          autoComplete="tel"
          className={`${CONTROL} flex-[999_1_8rem] tabular-nums`}
          aria-describedby={[notes["aria-describedby"], `${id}-understood`].filter(Boolean).join(" ")}
          aria-invalid={notes["aria-invalid"]}
          value={typed}
          onChange={({ target }) => {
            setLeft(false);
            change(target.value, countryOf(target.value, country, choices, plans));
          }}
          onBlur={() => {
            setLeft(true);
            onBlur();
          }}
        />
      </div>
      {/* One in the other's place, so that nothing below moves. */}
      <div className="grid min-h-5 text-xs text-ink-soft *:col-start-1 *:row-start-1">
        {hint && (
          <p id={`${id}-hint`} className={understood || doubt ? "invisible" : undefined}>
            {hint}
          </p>
        )}
        <p id={`${id}-understood`} aria-live="polite">
          {doubt && <span className="font-semibold text-on-accent-soft">{doubt}</span>}
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

type CountrySelectProps = {
  name: string;
  label: string;
  countries: readonly PhoneCountry[];
  /** Undefined for one that is not among them. */
  country: PhoneCountry | undefined;
  otherLabel: string;
  onChoose: (country: PhoneCountry | undefined) => void;
};

/** The calling code alone is shown; the native list behind it has the names. */
function CountrySelect({ name, label, countries, country, otherLabel, onChoose }: CountrySelectProps) {
  return (
    <span
      className={
        "relative flex min-h-12 grow items-center gap-1.5 rounded-control border border-line-strong bg-surface ps-3 pe-2.5 " +
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
