import { Check } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { describedBy, FieldError, fieldId } from "./field";

type CheckboxFieldProps = ComponentProps<"input"> & {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
};

/** A labelled checkbox. */
export function CheckboxField({ label, hint, error, ...input }: CheckboxFieldProps) {
  const id = fieldId(input.name);
  const notes = { ...(hint ? { hint } : {}), ...(error ? { error } : {}) };
  return (
    <div className="grid gap-1.5">
      <div className="flex items-start gap-3">
        <span className="relative mt-px grid size-6 shrink-0 place-items-center">
          <input
            id={id}
            type="checkbox"
            className={
              "peer absolute inset-0 appearance-none rounded-sm border border-line-strong bg-surface transition-colors hover:border-ink-soft " +
              "checked:border-primary checked:bg-primary disabled:cursor-not-allowed disabled:opacity-50 aria-invalid:border-danger aria-invalid:shadow-[inset_0_0_0_1px_var(--danger)]"
            }
            {...describedBy(id, notes)}
            {...input}
          />
          <Check
            aria-hidden
            className="pointer-events-none relative hidden size-4 stroke-3 text-on-primary peer-checked:block"
          />
        </span>
        <div className="grid min-w-0 gap-0.5">
          <label htmlFor={id} className="text-sm font-semibold">
            {label}
          </label>
          {hint && (
            <p id={`${id}-hint`} className="text-xs text-ink-soft">
              {hint}
            </p>
          )}
        </div>
      </div>
      {error && <FieldError id={id}>{error}</FieldError>}
    </div>
  );
}
