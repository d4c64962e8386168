import { useEffect, useState } from "react";
import {
  type DefaultValues,
  type FieldValues,
  type Path,
  type UseFormRegisterReturn,
  type UseFormReturn,
  useForm,
} from "react-hook-form";
import { type FieldErrorText, useFieldErrorText } from "./field-error-text";
import { type DraftKey, useFormDraft } from "./form-draft";
import { usePreHydrationInput } from "./pre-hydration-input";
import { type LoadSchema, useSchemaResolver } from "./schema-resolver";

type AppFormOptions<Values extends FieldValues> = {
  /** What the fields are called, in the order in which they are asked for. */
  labels: Record<Path<Values>, string>;
  defaultValues: Values;
  loadSchema: LoadSchema<Values>;
  /** Makes the request's body of the form's values, if it is another. */
  toBody?: (values: Values) => unknown;
  /** Under which what is typed is kept; left out where nothing is worth it. */
  draft?: DraftKey;
  /** Keys of the errors that the form begins with. */
  initialErrors?: Partial<Record<Path<Values>, string>> | undefined;
  errorText?: FieldErrorText;
};

/** A form of ours: React Hook Form's, with its fields' names, labels and errors bound to their controls. */
export type AppForm<Values extends FieldValues> = UseFormReturn<Values> & {
  names: readonly Path<Values>[];
  /** What a control of components/ui takes to be the field of this name. */
  field: (name: Path<Values>) => FieldBinding;
  labels: Record<Path<Values>, string>;
  /** Keeps what is typed for when the form is come back to. */
  saveDraft: () => void;
};

export type FieldBinding = Pick<UseFormRegisterReturn, "name" | "ref" | "onChange" | "onBlur"> & {
  label: string;
  error: string | undefined;
  defaultValue?: string;
  defaultChecked?: boolean;
};

/**
 * Everything that forms have in common but the sending: validation by the server's schema, and what is typed before the
 * page is hydrated or lost when it is left.
 */
export function useAppForm<Values extends FieldValues>(options: AppFormOptions<Values>): AppForm<Values> {
  const { labels, loadSchema, toBody, draft, initialErrors, errorText: ownErrorText } = options;
  const commonErrorText = useFieldErrorText();
  const errorText = ownErrorText ?? commonErrorText;
  // As first rendered, so that the fields are filled before the browser has run any script.
  const [initial] = useState(options.defaultValues);
  const [names] = useState(Object.keys(labels) as Path<Values>[]);
  const form = useForm<Values>({
    defaultValues: initial as DefaultValues<Values>,
    resolver: useSchemaResolver(loadSchema, errorText, toBody),
    // The summary takes the focus.
    shouldFocusError: false,
  });
  usePreHydrationInput(form, names);
  const saveDraft = useFormDraft(form, names, draft);

  const { setError, formState } = form;
  const [firstErrors] = useState(initialErrors);
  useEffect(() => {
    for (const name of names) {
      const key = firstErrors?.[name];
      if (key) setError(name, { type: "server", message: commonErrorText(key, {}) });
    }
  }, [names, firstErrors, setError, commonErrorText]);

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
