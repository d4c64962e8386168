import { useCallback, useEffect, useState } from "react";
import {
  type DefaultValues,
  type FieldValues,
  type Path,
  type UseFormRegisterReturn,
  type UseFormReturn,
  useForm,
} from "react-hook-form";
import type { z } from "zod";
import {
  type AskedFields,
  askedAttributes,
  askedErrors,
  askedLabels,
  askedValues,
  bodyWithAsked,
} from "./asked-fields";
import { type BrokenRule, useFieldErrors } from "./field-error-text";
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
  /** What the shop asks beside these, and what is stored of it; after them in the form. */
  asked?: AskedFields | undefined;
  attributes?: Record<string, unknown>;
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
  /** What the page says about a field that breaks a rule. */
  errorText: (field: string, broken: BrokenRule) => string;
  /** The request's body. */
  toBody: (values: Values) => unknown;
  /** Saves the draft now. */
  saveDraft: () => void;
};

export type FieldBinding = Pick<UseFormRegisterReturn, "name" | "ref" | "onChange" | "onBlur"> & {
  label: string;
  error: string | undefined;
  defaultValue?: string | string[];
  defaultChecked?: boolean;
};

/** What all forms share except submission: validation by the server's schema, input from before hydration, drafts. */
export function useAppForm<Values extends FieldValues>(options: AppFormOptions<Values>): AppForm<Values> {
  const { loadSchema, asked, attributes, draft, initialErrors } = options;
  const labels: Record<string, string> = { ...options.labels, ...askedLabels(asked) };
  const { text } = useFieldErrors();
  const errorText = useCallback(
    (field: string, broken: BrokenRule) => askedErrors(asked)[field as never]?.[broken.code] ?? text(field, broken),
    [asked, text],
  );
  const toBody = (values: Values) => bodyWithAsked(asked, options.toBody?.(values) ?? values, values);
  // As first rendered, so that the server's markup has the values.
  const [initial] = useState<Values>({ ...options.defaultValues, ...askedValues(asked, attributes) });
  const [names] = useState(Object.keys(labels) as Path<Values>[]);
  const form = useForm<Values>({
    defaultValues: initial as DefaultValues<Values>,
    resolver: useSchemaResolver(useAskedSchema(loadSchema, asked, initial), errorText, toBody),
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
    errorText,
    toBody,
    saveDraft,
    field: (name) => ({
      ...form.register(name),
      label: labels[name] ?? "",
      error: form.getFieldState(name, formState).error?.message,
      ...(typeof initial[name] === "boolean"
        ? { defaultChecked: initial[name] }
        : { defaultValue: Array.isArray(initial[name]) ? initial[name] : String(initial[name] ?? "") }),
    }),
  };
}

/** The form's schema with the rules of what the shop asks. @param initial values that may stay whatever the rules */
function useAskedSchema<Values extends FieldValues>(
  load: LoadSchema<Values>,
  asked: AskedFields | undefined,
  initial: Values,
): LoadSchema<Values> {
  return useCallback(
    async (values) => {
      if (!asked) return load(values);
      const [schema, { formWithFields }] = await Promise.all([load(values), import("@/lib/fields/schema")]);
      return formWithFields(schema as z.ZodObject, asked.fields, askedAttributes(asked, initial));
    },
    [load, asked, initial],
  );
}
