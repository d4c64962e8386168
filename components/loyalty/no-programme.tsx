import { CreditCard } from "lucide-react";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/empty-state";

/** The shop has no programme at present. */
export function NoProgramme() {
  const t = useTranslations("loyalty.noProgramme");
  return (
    <EmptyState icon={CreditCard} title={t("title")}>
      {t("text")}
    </EmptyState>
  );
}
