import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { classNames } from "./class-names";
import { CONTROL, describedBy, Field, type FieldTexts, fieldId } from "./field";

type SelectFieldProps = FieldTexts & ComponentProps<"select"> & { name: string };

/** A labelled native select. */
export function SelectField({ label, hint, error, className, children, ...select }: SelectFieldProps) {
  const id = fieldId(select.name);
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <div className="relative">
        <select
          id={id}
          className={classNames(CONTROL, "appearance-none pe-11", className)}
          {...describedBy(id, { hint, error })}
          {...select}
        >
          {children}
        </select>
        <ChevronDown aria-hidden className="pointer-events-none absolute end-3.5 top-3.5 size-5 text-ink-soft" />
      </div>
    </Field>
  );
}
