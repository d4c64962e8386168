import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";

/** For a customer without a password, who came by another way in: a link by mail lets them choose one. */
export function NoPasswordCard() {
  const t = useTranslations("security.password");
  return (
    <Card title={t("title")} description={t("none")} beside>
      <ButtonLink href="/reset" look="secondary" className="justify-self-start">
        {t("choose")}
      </ButtonLink>
    </Card>
  );
}
