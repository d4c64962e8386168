import type { ComponentProps } from "react";
import { CONTROL, describedBy, Field, type FieldTexts, fieldId } from "./field";

type TextFieldProps = FieldTexts & ComponentProps<"input"> & { name: string };

/** A labelled one-line input; its id follows from its name. */
export function TextField({ label, hint, error, ...input }: TextFieldProps) {
  const id = fieldId(input.name);
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <input id={id} type="text" className={CONTROL} {...describedBy(id, { hint, error })} {...input} />
    </Field>
  );
}
