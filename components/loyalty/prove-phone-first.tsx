import { ShieldAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** Only a proved number finds an account: the way to prove one. */
export function ProvePhoneFirst() {
  const t = useTranslations("loyalty.provePhone");
  return (
    <EmptyState
      icon={ShieldAlert}
      title={t("title")}
      actions={<ButtonLink href="/account/profile">{t("toProfile")}</ButtonLink>}
    >
      {t("text")}
    </EmptyState>
  );
}
