import { type SubmitEvent, useState } from "react";
import type { FieldValues } from "react-hook-form";
import { ApiError, type FieldFault } from "@/components/api/client";
import type { SummaryError } from "@/components/ui/error-summary";
import { formNameOf } from "./asked-fields";
import { useFieldErrors } from "./field-error-text";
import { ShownError, useRequestErrorText } from "./request-error-text";
import { type Outcome, useSingleFlight } from "./single-flight";
import type { AppForm } from "./use-app-form";

/** `general` belongs to no field; with `needsPeople` it takes somebody of the shop to go on. */
export type FormErrors = { errors: SummaryError[]; general: string[]; needsPeople: boolean };

export type Submission = {
  onSubmit: (event: SubmitEvent<HTMLFormElement>) => void;
  /** Submitting, or leaving the page. */
  isPending: boolean;
  /** Leaving would lose changes. */
  isUnsaved: boolean;
  errors: FormErrors | null;
  /** Clears the errors that belong to no field; `form.reset` clears the others. */
  clearErrors: () => void;
};

/**
 * Submits a form, one submission at a time, and puts the server's errors on their fields or above them.
 *
 * @param send does the work; what it throws is shown
 */
export function useSubmission<Values extends FieldValues>(
  form: AppForm<Values>,
  send: (values: Values) => Promise<Outcome>,
): Submission {
  const requestErrorText = useRequestErrorText();
  const { namesField } = useFieldErrors();
  const [general, setGeneral] = useState<string[]>([]);
  const [needsPeople, setNeedsPeople] = useState(false);
  const { isDirty } = form.formState;

  /** Puts what the server refuses on its fields. @returns the texts that belong to no field of the form */
  const placeFaults = (faults: [string, FieldFault[]][]): string[] =>
    faults.flatMap(([field, [fault]]) => {
      if (!fault) return [];
      const shown = formNameOf(field);
      const text = form.errorText(shown, fault);
      const name = form.names.find((candidate) => candidate === shown);
      if (name === undefined) return [text];
      form.setError(name, { type: fault.code, message: text });
      return [];
    });

  const { run, isPending, isLeaving } = useSingleFlight(async (event: SubmitEvent<HTMLFormElement>) => {
    let outcome: Outcome;
    setGeneral([]);
    await form.handleSubmit(async (values) => {
      try {
        outcome = await send(values);
      } catch (error) {
        const faults = error instanceof ApiError ? Object.entries(error.fields) : [];
        setNeedsPeople(error instanceof ShownError && error.needsPeople);
        setGeneral(faults.length > 0 ? placeFaults(faults) : [requestErrorText(error)]);
      }
    })(event);
    return outcome;
  });

  const errors = form.names.flatMap((name) => {
    const { type = "", message: text } = form.getFieldState(name, form.formState).error ?? {};
    return text ? [{ name, label: namesField(name, type) ? undefined : form.labels[name], text }] : [];
  });

  return {
    onSubmit: (event) => {
      event.preventDefault();
      void run(event);
    },
    isPending,
    isUnsaved: isDirty && !isLeaving,
    // Hidden while pending, so that the summary takes the focus when it reappears.
    errors: !isPending && errors.length + general.length > 0 ? { errors, general, needsPeople } : null,
    clearErrors: () => setGeneral([]),
  };
}
