import { Check } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";
import { FieldError, FieldHint, fieldId, noteIds } from "./field";

export type RadioOption = { value: string; label: ReactNode };

type RadioGroupProps = Omit<ComponentProps<"input">, "defaultValue"> & {
  name: string;
  label: ReactNode;
  options: RadioOption[];
  /** Checked at first paint; leave out when `value` is given. */
  defaultValue?: string | readonly string[];
  hint?: ReactNode;
  error?: string;
};

/** A choice of one among few, as buttons in a row, or of several by `type="checkbox"`; the first carries the field's id. */
export function RadioGroup({ label, options, defaultValue, value, hint, error, ...input }: RadioGroupProps) {
  const id = fieldId(input.name);
  return (
    <fieldset className="grid min-w-0 gap-1.5" aria-describedby={noteIds(id, { hint, error })}>
      <legend className="mb-1.5 text-sm font-semibold">{label}</legend>
      <FieldHint id={id}>{hint}</FieldHint>
      <div className="flex flex-wrap gap-2">
        {options.map((option, index) => (
          <label
            key={option.value}
            className={classNames(
              "group relative inline-flex min-h-11 cursor-pointer items-center gap-2 rounded-control border bg-surface px-4 py-2 text-sm font-medium",
              error ? "border-danger" : "border-line-strong hover:border-ink-soft",
              "transition-colors has-checked:border-primary has-checked:bg-primary-soft has-checked:text-on-primary-soft",
              "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-primary",
              "has-disabled:cursor-not-allowed has-disabled:opacity-50",
            )}
          >
            <input
              id={index === 0 ? id : undefined}
              type="radio"
              value={option.value}
              // Over all of its button: what is seen is not what is clicked.
              className="peer absolute inset-0 m-0 size-full cursor-[inherit] opacity-0"
              {...(value === undefined
                ? { defaultChecked: [defaultValue].flat().includes(option.value) }
                : { checked: option.value === value })}
              {...input}
            />
            <span
              aria-hidden
              className={classNames(
                "grid size-5 shrink-0 place-items-center border border-line-strong peer-checked:border-primary peer-checked:bg-primary peer-checked:text-on-primary",
                input.type === "checkbox" ? "rounded-sm" : "rounded-full",
              )}
            >
              <Check className="hidden size-3.5 stroke-3 group-has-checked:block" />
            </span>
            {option.label}
          </label>
        ))}
      </div>
      <FieldError id={id}>{error}</FieldError>
    </fieldset>
  );
}
