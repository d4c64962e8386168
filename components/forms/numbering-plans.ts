import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { useFirstInteraction } from "./first-interaction";
import type { NumberingPlans } from "./phone-number";

let loading: Promise<NumberingPlans> | undefined;

/** The world's numbering plans, some 50 kB, and the schema whose digits they read, which has zod with it. */
function loadPlans(): Promise<NumberingPlans> {
  loading ??= Promise.all([import("libphonenumber-js/max"), import("@/lib/contact/schema")]).then(
    ([{ parsePhoneNumberFromString: parse }, { digitsOf }]) => ({ parse, digitsOf }),
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

/**
 * The numbering plans, loaded at the first interaction; null until then. Without them a number is sent as typed and the
 * server parses it.
 *
 * @param isEntered whether there is a number to parse already
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
 * Holds the form once for a number that no plan knows, so that a missing digit is noticed before a code is sent. A
 * second submission goes through, since plans lag behind new numbers.
 *
 * @param doubt the doubtful number; null for none
 * @param onHeld shows the doubt
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
 * Holds the form until the plans have loaded, two seconds at most; otherwise the number would be saved in another
 * spelling than shown.
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
        // After the parsed number has reached the form.
        setTimeout(() => form.isConnected && form.requestSubmit(), 0);
      };
      loadPlans().then(sendAgain, sendAgain);
      setTimeout(sendAgain, HOLD_MS);
    };
    form.addEventListener("submit", hold, { capture: true });
    return () => form.removeEventListener("submit", hold, { capture: true });
  }, [field, active]);
}
