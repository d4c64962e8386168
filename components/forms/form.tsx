import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { ContactUs } from "@/components/layout/contact-us";
import { ErrorSummary } from "@/components/ui/error-summary";
import type { FormErrors, Submission } from "./use-submission";

type FormProps = ComponentProps<"form"> & { submission: Submission };

/** A form, with the summary of its errors on top. */
export function Form({ submission, children, ...rest }: FormProps) {
  return (
    // A submission before hydration must not put values into the address.
    <form noValidate method="post" onSubmit={submission.onSubmit} {...rest}>
      <FormErrorSummary errors={submission.errors} />
      {children}
    </form>
  );
}

function FormErrorSummary({ errors: found }: { errors: FormErrors | null }) {
  const t = useTranslations("common.errors");
  if (!found) return null;
  const { errors, general, needsPeople } = found;
  return (
    <ErrorSummary
      title={errors.length > 0 ? t("summary", { count: errors.length }) : t("general")}
      titlePrefix={t("titlePrefix")}
      errors={errors}
      general={general}
    >
      {general.length > 0 && needsPeople && <ContactUs />}
    </ErrorSummary>
  );
}
