import { MapPinOff } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** Says, inside a frame, that there is no such page. */
export async function MissingPage() {
  const t = await getTranslations("common");
  return (
    <EmptyState
      icon={MapPinOff}
      title={t("errors.notFoundTitle")}
      level={1}
      actions={
        <>
          <ButtonLink href="/account">{t("myAccount")}</ButtonLink>
          <ButtonLink look="quiet" href="/">
            {t("home")}
          </ButtonLink>
        </>
      }
    >
      {t("errors.notFoundText")}
    </EmptyState>
  );
}
