import type { ComponentProps } from "react";
import { classNames } from "./class-names";
import { CONTROL, describedBy, Field, type FieldTexts, fieldId } from "./field";

type TextAreaFieldProps = FieldTexts & ComponentProps<"textarea"> & { name: string };

/** A labelled field of several lines. */
export function TextAreaField({ label, hint, error, className, ...area }: TextAreaFieldProps) {
  const id = fieldId(area.name);
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <textarea
        id={id}
        rows={4}
        className={classNames(CONTROL, className)}
        {...describedBy(id, { hint, error })}
        {...area}
      />
    </Field>
  );
}
