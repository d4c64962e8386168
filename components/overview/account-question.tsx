import { CircleHelp } from "lucide-react";
import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";

/** In the card's place while a join waits for the customer's word whose account their number has found. */
export function AccountQuestion() {
  const t = useTranslations("overview.question");
  return (
    <Card
      title={
        <span className="flex items-center gap-2">
          <CircleHelp aria-hidden className="size-5 shrink-0 text-primary" />
          {t("title")}
        </span>
      }
      description={t("text")}
    >
      <ButtonLink href="/account/loyalty">{t("answer")}</ButtonLink>
    </Card>
  );
}
