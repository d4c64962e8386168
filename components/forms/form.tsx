import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { ErrorSummary } from "@/components/ui/error-summary";
import { LeaveGuard } from "./leave-guard";
import type { FormErrors, Submission } from "./use-submission";

type FormProps = ComponentProps<"form"> & {
  submission: Submission;
  /** Asks before leaving with unsaved changes. */
  isGuarded?: boolean;
};

/** A form, with the summary of its errors on top. */
export function Form({ submission, isGuarded = false, children, ...rest }: FormProps) {
  return (
    // A submission before hydration must not put values into the address.
    <form noValidate method="post" onSubmit={submission.onSubmit} {...rest}>
      <FormErrorSummary errors={submission.errors} />
      {children}
      {isGuarded && <LeaveGuard active={submission.isUnsaved} />}
    </form>
  );
}

function FormErrorSummary({ errors: found }: { errors: FormErrors | null }) {
  const t = useTranslations("common.errors");
  if (!found) return null;
  const { errors, general } = found;
  return (
    <ErrorSummary
      title={errors.length > 0 ? t("summary", { count: errors.length }) : t("general")}
      titlePrefix={t("titlePrefix")}
      errors={errors}
      general={general}
    />
  );
}
