import { useTranslations } from "next-intl";
import { ErrorSummary } from "@/components/ui/error-summary";
import type { FormFaults } from "./use-submission";

/** All faults of a form at its top; nothing while there are none. */
export function FaultSummary({ faults }: { faults: FormFaults | null }) {
  const t = useTranslations("common.errors");
  if (!faults) return null;
  const { errors, general } = faults;
  return (
    <ErrorSummary
      title={errors.length > 0 ? t("summary", { count: errors.length }) : t("general")}
      titlePrefix={t("titlePrefix")}
      errors={errors}
      general={general}
    />
  );
}
