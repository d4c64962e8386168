import { type SubmitEvent, useRef, useState } from "react";
import type { FieldValues, Path, UseFormReturn } from "react-hook-form";
import { ApiError } from "@/components/api/client";
import type { SummaryError } from "@/components/ui/error-summary";
import { useTextKeptForSignIn } from "./form-draft";
import { placeFaults, useFailureText } from "./request-error-text";

/** What an error summary shows of a form. */
export type FormFaults = { errors: SummaryError[]; general: string[] };

type Submission = {
  onSubmit: (event: SubmitEvent<HTMLFormElement>) => void;
  /** Something is under way, or the page is being left: the button waits. */
  pending: boolean;
  /** Nothing of the form is lost by leaving. */
  leaving: boolean;
  /** Null while there is nothing to say. */
  faults: FormFaults | null;
  /** Forgets what belongs to no field; the form's own reset forgets the rest. */
  clearFaults: () => void;
};

/**
 * A form's way to the server: one submission at a time, however often it is pressed. What is refused lands on its fields;
 * what belongs to none is told above them.
 *
 * @param labels of the form's fields, in their order
 * @param send does the work; what it throws is told. Resolves to `leave` when the page is being left, after which nothing
 *   is sent any more
 */
export function useSubmission<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  labels: Record<Path<Values>, string>,
  send: (values: Values) => Promise<"stay" | "leave">,
): Submission {
  const failureText = useFailureText();
  const [general, setGeneral] = useState<string[]>([]);
  const [leaving, setLeaving] = useState(false);
  const busy = useRef(false);
  const names = Object.keys(labels) as Path<Values>[];
  const { isSubmitting } = form.formState;
  useTextKeptForSignIn(form, names);

  const submit = async (values: Values) => {
    setGeneral([]);
    try {
      if ((await send(values)) === "leave") setLeaving(true);
    } catch (error) {
      const hasFields = error instanceof ApiError && error.status !== 429;
      setGeneral(hasFields ? placeFaults(error, names, form.setError) : [failureText(error)]);
    }
  };

  const errors = names.flatMap((name) => {
    const text = form.getFieldState(name, form.formState).error?.message;
    return text ? [{ name, label: labels[name], text }] : [];
  });

  return {
    pending: isSubmitting || leaving,
    leaving,
    onSubmit: (event) => {
      event.preventDefault();
      if (busy.current || leaving) return;
      busy.current = true;
      const done = form.handleSubmit(submit, () => setGeneral([]))(event);
      done.finally(() => {
        busy.current = false;
      });
    },
    faults: !isSubmitting && errors.length + general.length > 0 ? { errors, general } : null,
    clearFaults: () => setGeneral([]),
  };
}
