import { type SubmitEvent, useState } from "react";
import type { FieldValues } from "react-hook-form";
import { ApiError } from "@/components/api/client";
import type { SummaryError } from "@/components/ui/error-summary";
import { useRequestErrorText } from "./request-error-text";
import { type Outcome, useSingleFlight } from "./single-flight";
import type { AppForm } from "./use-app-form";

/** `general` belongs to no field. */
export type FormErrors = { errors: SummaryError[]; general: string[] };

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
  const [general, setGeneral] = useState<string[]>([]);
  const { isDirty } = form.formState;

  const { run, isPending, isLeaving } = useSingleFlight(async (event: SubmitEvent<HTMLFormElement>) => {
    let outcome: Outcome;
    setGeneral([]);
    await form.handleSubmit(async (values) => {
      try {
        outcome = await send(values);
      } catch (error) {
        const hasFields = error instanceof ApiError && error.status !== 429;
        setGeneral(hasFields ? placeErrors(error, form) : [requestErrorText(error)]);
      }
    })(event);
    return outcome;
  });

  const errors = form.names.flatMap((name) => {
    const text = form.getFieldState(name, form.formState).error?.message;
    return text ? [{ name, label: form.labels[name], text }] : [];
  });

  return {
    onSubmit: (event) => {
      event.preventDefault();
      void run(event);
    },
    isPending,
    isUnsaved: isDirty && !isLeaving,
    // Hidden while pending, so that the summary takes the focus when it reappears.
    errors: !isPending && errors.length + general.length > 0 ? { errors, general } : null,
    clearErrors: () => setGeneral([]),
  };
}

/** Puts the server's errors on their fields. @returns the texts that belong to no field */
function placeErrors<Values extends FieldValues>(error: ApiError, { names, setError }: AppForm<Values>): string[] {
  const general = error.detail ? [error.detail] : [];
  for (const [field, texts] of Object.entries(error.fields)) {
    const name = names.find((candidate) => candidate === field);
    if (name) setError(name, { type: "server", message: texts.join(" ") });
    else general.push(...texts);
  }
  return general;
}
