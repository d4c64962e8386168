import { ShieldAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** Only a verified number finds an account: how to verify one. Joining by a code finds it too. */
export function VerifyPhoneFirst() {
  const t = useTranslations("loyalty.verifyPhone");
  return (
    <EmptyState
      icon={ShieldAlert}
      title={t("title")}
      actions={
        <>
          <ButtonLink href="/account/profile">{t("toProfile")}</ButtonLink>
          <ButtonLink look="secondary" href="/account/loyalty/join">
            {t("join")}
          </ButtonLink>
        </>
      }
    >
      <p>{t("text")}</p>
      <p className="mt-2">{t("orJoin")}</p>
    </EmptyState>
  );
}
