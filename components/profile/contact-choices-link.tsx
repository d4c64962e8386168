import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";

/** Leads to where the consents are answered. */
export function ContactChoicesLink() {
  const t = useTranslations("profile.consents");
  return (
    <Card title={t("title")} description={t("linkText")} beside>
      <ButtonLink look="secondary" href="/account/preferences">
        {t("link")}
      </ButtonLink>
    </Card>
  );
}
