import type { ComponentProps } from "react";
import { CONTROL, Field, fieldId } from "@/components/ui/field";

type CodeFieldProps = ComponentProps<"input"> & {
  name: string;
  label: string;
  hint?: string;
  /** Id of what says where the code went. */
  about: string;
  error: string | undefined;
};

/** A code from an SMS, in one field so that pasting and autofill work. */
export function CodeField({ label, hint, about, error, ...input }: CodeFieldProps) {
  const id = fieldId(input.name);
  return (
    <Field id={id} label={label} hint={hint}>
      <input
        id={id}
        type="text"
        inputMode="numeric"
        autoComplete="one-time-code"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="done"
        dir="ltr"
        className={`${CONTROL} min-h-16 text-center text-2xl font-bold tracking-[0.2em] tabular-nums`}
        aria-describedby={`${id}-error ${about} ${id}-hint`}
        aria-invalid={error !== undefined || undefined}
        {...input}
      />
      {/* Always rendered, so that an error is announced and nothing below moves. */}
      <p id={`${id}-error`} role="alert" className="min-h-6 text-sm font-medium text-danger">
        {error}
      </p>
    </Field>
  );
}
