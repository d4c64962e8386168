import { Compass } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { SiteHeader } from "@/components/account/site-header";
import { CONTENT_ID } from "@/components/account/skip-link";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export async function generateMetadata() {
  const t = await getTranslations("common.errors");
  return { title: t("notFoundTitle") };
}

export default async function NotFound() {
  const t = await getTranslations("common");
  return (
    <>
      <SiteHeader />
      <main id={CONTENT_ID} tabIndex={-1} className="mx-auto max-w-page px-4 py-16 outline-none sm:px-6">
        <EmptyState
          icon={Compass}
          level={1}
          title={t("errors.notFoundTitle")}
          actions={
            <>
              <ButtonLink look="secondary" href="/">
                {t("home")}
              </ButtonLink>
              <ButtonLink href="/account">{t("myAccount")}</ButtonLink>
            </>
          }
        >
          <p>{t("errors.notFoundText")}</p>
        </EmptyState>
      </main>
    </>
  );
}
