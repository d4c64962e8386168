import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";

export type FieldTexts = { label: string; hint?: ReactNode; error?: string };

/** The id of a field's control: error summaries and "add this" links point at it. */
export function fieldId(name: string): string {
  return `field-${name}`;
}

type Notes = Omit<FieldTexts, "label">;

/** The ids of a field's hint and error, for `aria-describedby`. */
export function noteIds(id: string, { hint, error }: Notes): string | undefined {
  return [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ") || undefined;
}

/** Makes screen readers read a control's hint and error with it. */
export function describedBy(id: string, notes: Notes) {
  return { "aria-describedby": noteIds(id, notes), "aria-invalid": notes.error ? true : undefined } as const;
}

/** Hint of a field, under its label. */
export function FieldHint({ id, children }: { id: string; children?: ReactNode }) {
  if (!children) return null;
  return (
    <p id={`${id}-hint`} className="text-xs text-ink-soft">
      {children}
    </p>
  );
}

/** Error of a field, under its control. */
export function FieldError({ id, children }: { id: string; children?: string }) {
  if (!children) return null;
  return (
    <p id={`${id}-error`} className="flex items-start gap-1.5 text-sm font-medium text-danger">
      <CircleAlert aria-hidden className="mt-1 size-4 shrink-0" />
      {children}
    </p>
  );
}

/** Label, hint, control and error of one field, in the order they are read. */
export function Field({ id, label, hint, error, children }: FieldTexts & { id: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 content-start gap-1.5">
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      <FieldHint id={id}>{hint}</FieldHint>
      {children}
      <FieldError id={id}>{error}</FieldError>
    </div>
  );
}

/** The look shared by all controls that are typed or chosen in. */
export const CONTROL =
  "min-h-12 w-full min-w-0 rounded-control border border-line-strong bg-surface px-3.5 py-2.5 text-base text-ink " +
  "transition-[border-color,box-shadow] hover:border-ink-soft focus-visible:border-primary focus-visible:outline-offset-0 " +
  "disabled:cursor-not-allowed disabled:border-line disabled:bg-sunken disabled:text-ink-soft " +
  "aria-invalid:border-danger aria-invalid:shadow-[inset_0_0_0_1px_var(--danger)]";
