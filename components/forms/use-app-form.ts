import { useEffect, useState } from "react";
import {
  type DefaultValues,
  type FieldValues,
  type Path,
  type UseFormRegisterReturn,
  type UseFormReturn,
  useForm,
} from "react-hook-form";
import { useFieldErrors } from "./field-error-text";
import type { DraftKey } from "./form-draft";
import { usePreHydrationInput } from "./pre-hydration-input";
import { type LoadSchema, useSchemaResolver } from "./schema-resolver";
import { useFormDraft } from "./use-form-draft";

type AppFormOptions<Values extends FieldValues> = {
  /** The fields' labels, in the order of the form. */
  labels: Record<Path<Values>, string>;
  defaultValues: Values;
  loadSchema: LoadSchema<Values>;
  /** Turns the form's values into the request's body, where they differ. */
  toBody?: (values: Values) => unknown;
  /** Leave out for a form without draft. */
  draft?: DraftKey;
  /** Rules to start with as broken. */
  initialErrors?: Partial<Record<Path<Values>, string>> | undefined;
};

/** React Hook Form's form, with labels and errors bound to its fields. */
export type AppForm<Values extends FieldValues> = UseFormReturn<Values> & {
  names: readonly Path<Values>[];
  /** Props that make a control of components/ui this field. */
  field: (name: Path<Values>) => FieldBinding;
  labels: Record<Path<Values>, string>;
  /** Saves the draft now. */
  saveDraft: () => void;
};

export type FieldBinding = Pick<UseFormRegisterReturn, "name" | "ref" | "onChange" | "onBlur"> & {
  label: string;
  error: string | undefined;
  defaultValue?: string;
  defaultChecked?: boolean;
};

/** What all forms share except submission: validation by the server's schema, input from before hydration, drafts. */
export function useAppForm<Values extends FieldValues>(options: AppFormOptions<Values>): AppForm<Values> {
  const { labels, loadSchema, toBody, draft, initialErrors } = options;
  const { text: errorText } = useFieldErrors();
  // As first rendered, so that the server's markup has the values.
  const [initial] = useState(options.defaultValues);
  const [names] = useState(Object.keys(labels) as Path<Values>[]);
  const form = useForm<Values>({
    defaultValues: initial as DefaultValues<Values>,
    resolver: useSchemaResolver(loadSchema, errorText, toBody),
    // The error summary takes the focus.
    shouldFocusError: false,
  });
  usePreHydrationInput(form, names);
  const saveDraft = useFormDraft(form, names, draft);

  const { setError, formState } = form;
  const [firstErrors] = useState(initialErrors);
  useEffect(() => {
    for (const name of names) {
      const rule = firstErrors?.[name];
      if (rule) setError(name, { type: rule, message: errorText(name, { code: rule }) });
    }
  }, [names, firstErrors, setError, errorText]);

  return {
    ...form,
    names,
    labels,
    saveDraft,
    field: (name) => ({
      ...form.register(name),
      label: labels[name],
      error: form.getFieldState(name, formState).error?.message,
      ...(typeof initial[name] === "boolean"
        ? { defaultChecked: initial[name] }
        : { defaultValue: String(initial[name] ?? "") }),
    }),
  };
}
