import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { useFirstInteraction } from "./first-interaction";
import type { NumberingPlans } from "./phone-number";

let loading: Promise<NumberingPlans> | undefined;

/** The numbering plans of the world: some 40 kB, of their own, that only pages with a phone field load. */
function loadPlans(): Promise<NumberingPlans> {
  loading ??= import("libphonenumber-js/min").then(
    ({ parsePhoneNumberFromString }) => ({ parse: parsePhoneNumberFromString }),
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

/**
 * The numbering plans; null until they have come, which they do once somebody turns to the form. Without them a number
 * goes as typed, and the server reads it.
 *
 * @param isEntered whether there is a number to be read already
 */
export function useNumberingPlans(isEntered: boolean): NumberingPlans | null {
  const [plans, setPlans] = useState<NumberingPlans | null>(null);
  const load = useCallback(() => void loadPlans().then(setPlans, () => undefined), []);
  useFirstInteraction(load);
  useEffect(() => {
    if (isEntered) load();
  }, [isEntered, load]);
  return plans;
}

/**
 * Holds the form back once for a number that no plan has, so that whoever has left out a digit learns it before a code is
 * sent into the void. What is sent off again is meant: plans are younger than some numbers.
 *
 * @param doubt the number that is doubted; null for none
 * @param onHeld tells
 */
export function useSecondThought(
  field: RefObject<HTMLInputElement | null>,
  doubt: string | null,
  onHeld: () => void,
): void {
  const meant = useRef<string | null>(null);
  useEffect(() => {
    const form = field.current?.form;
    if (doubt === null || !form) return;
    const hold = (event: SubmitEvent) => {
      if (meant.current === doubt) return;
      meant.current = doubt;
      event.preventDefault();
      event.stopPropagation();
      onHeld();
      field.current?.focus();
    };
    form.addEventListener("submit", hold, { capture: true });
    return () => form.removeEventListener("submit", hold, { capture: true });
  }, [field, doubt, onHeld]);
}

const HOLD_MS = 2000;

/**
 * Holds the form back for as long as the plans take, two seconds at most: the number of whoever is quicker would be saved
 * in another spelling than the page shows.
 */
export function useHeldSubmit(field: RefObject<HTMLInputElement | null>, active: boolean): void {
  useEffect(() => {
    const form = field.current?.form;
    if (!active || !form) return;
    let isOver = false;
    const hold = (event: SubmitEvent) => {
      if (isOver) return;
      event.preventDefault();
      event.stopPropagation();
      const sendAgain = () => {
        if (isOver) return;
        isOver = true;
        // Once what is read has been given to the form.
        setTimeout(() => form.isConnected && form.requestSubmit(), 0);
      };
      loadPlans().then(sendAgain, sendAgain);
      setTimeout(sendAgain, HOLD_MS);
    };
    form.addEventListener("submit", hold, { capture: true });
    return () => form.removeEventListener("submit", hold, { capture: true });
  }, [field, active]);
}
