import { useCallback, useEffect, useRef, useState } from "react";
import { type FieldValues, type Path, type PathValue, type UseFormReturn, useController } from "react-hook-form";
import { useHeldSubmit, useNumberingPlans, useSecondThought } from "./numbering-plans";
import { countryOf, type PhoneChoices, type PhoneCountry, readNumber, withoutCallingCode } from "./phone-number";
import { useIsFromServer, valueInDocument } from "./pre-hydration-input";

/** The name of the country select beside a phone field. */
export function countryFieldName(name: string): string {
  return `${name}_country`;
}

/**
 * The state of a phone field. The form's value is the number to send; people see what they typed, and how it is
 * understood.
 *
 * @param written how the number that the form starts with is shown; by default as it is
 */
export function usePhoneInput<Values extends FieldValues>(
  { control }: UseFormReturn<Values>,
  name: Path<Values>,
  choices: PhoneChoices,
  written?: string,
) {
  const {
    field: { onChange, onBlur, ref, value: fieldValue },
  } = useController({ control, name });
  const { region, countries } = choices;
  const value = String(fieldValue ?? "");
  const [typed, setTyped] = useState(written ?? value);
  const [given, setGiven] = useState(value);
  const [chosen, setChosen] = useState(() => countryOf(value, undefined, choices, null));
  const chosenEarly = useCountryChosenBeforeHydration(name, chosen, countries);
  useEffect(() => {
    if (chosenEarly) setChosen(chosenEarly);
  }, [chosenEarly]);
  const [isLeft, setLeft] = useState(value !== "");
  const [isTouched, setTouched] = useState(false);
  const isEntered = isTouched || chosenEarly !== undefined;
  const plans = useNumberingPlans(isEntered || value !== "");
  if (value !== given) {
    // The form set or reset the value.
    setGiven(value);
    setTyped(value);
  }

  const country = countryOf(typed, chosen, choices, plans);
  const { text: read, shown, doubt } = readNumber(typed, country, region, plans);
  const give = useCallback(
    (text: string) => {
      setGiven(text);
      onChange(text as PathValue<Values, Path<Values>>);
    },
    [onChange],
  );
  useEffect(() => {
    // Typed before the plans had loaded, or before hydration.
    if (isEntered && read !== value) give(read);
  }, [isEntered, read, value, give]);

  const element = useRef<HTMLInputElement | null>(null);
  const isDoubtful = plans !== null && isEntered && typed.trim() !== "" && doubt !== null;
  useHeldSubmit(element, plans === null && isEntered && typed !== "");
  useSecondThought(
    element,
    isDoubtful ? read : null,
    useCallback(() => setLeft(true), []),
  );

  const change = (text: string, from: PhoneCountry | undefined) => {
    setTouched(true);
    setTyped(text);
    setChosen(from);
    give(readNumber(text, from, region, plans).text);
  };
  return {
    country,
    choose: (other: PhoneCountry | undefined) => change(withoutCallingCode(typed, country, plans), other),
    input: {
      name,
      ref: (input: HTMLInputElement | null) => {
        element.current = input;
        ref(input);
      },
      value: typed,
      onChange: ({ target }: { target: { value: string } }) => {
        setLeft(false);
        change(target.value, countryOf(target.value, country, choices, plans));
      },
      onBlur: () => {
        setLeft(true);
        onBlur();
      },
    },
    /** The number as understood, grouped; null while uncertain. */
    understood: doubt === null || (isLeft && !isDoubtful) ? shown : null,
    doubt: isDoubtful && isLeft ? doubt : null,
  };
}

function useCountryChosenBeforeHydration(
  name: string,
  chosen: PhoneCountry | undefined,
  countries: readonly PhoneCountry[],
): PhoneCountry | undefined {
  const isFromServer = useIsFromServer();
  const [early] = useState(() => {
    const code = isFromServer ? valueInDocument(countryFieldName(name)) : undefined;
    return code === chosen?.code ? undefined : countries.find((candidate) => candidate.code === code);
  });
  return early;
}
