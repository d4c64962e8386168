import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { GuardedForm } from "@/components/forms/guarded-form";
import type { Submission } from "@/components/forms/use-submission";
import { Button } from "@/components/ui/button";

type ChangeFormProps = {
  submission: Submission;
  /** What will happen, step by step. */
  steps: string[];
  submitText: string;
  onCancel: () => void;
  children: ReactNode;
};

/** The form that changes an address or a number. */
export function ChangeForm({ submission, steps, submitText, onCancel, children }: ChangeFormProps) {
  const t = useTranslations("common");
  return (
    <div className="animate-rise rounded-control border border-line bg-canvas p-4 sm:p-5">
      <GuardedForm submission={submission} className="grid gap-4">
        <ul className="grid max-w-prose list-disc gap-1 ps-5 text-sm text-ink-soft marker:text-primary">
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ul>
        <div className="grid max-w-md gap-4">{children}</div>
        <div className="flex flex-wrap gap-2 *:grow sm:*:grow-0">
          <Button type="submit" pending={submission.isPending}>
            {submitText}
          </Button>
          <Button look="quiet" onClick={onCancel}>
            {t("cancel")}
          </Button>
        </div>
      </GuardedForm>
    </div>
  );
}
