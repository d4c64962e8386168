import { getTranslations } from "next-intl/server";
import { ShopHeader } from "@/app/shop-header";
import { CONTENT_ID } from "@/components/layout/skip-link";
import { ButtonLink } from "@/components/ui/button";
import { TideLines } from "@/components/ui/tide-lines";

export async function generateMetadata() {
  const t = await getTranslations("common.errors");
  return { title: t("notFoundTitle") };
}

export default async function NotFound() {
  const t = await getTranslations("common");
  return (
    <>
      <ShopHeader />
      <main id={CONTENT_ID} tabIndex={-1} className="mx-auto max-w-page px-4 py-4 outline-none sm:px-6 sm:py-6">
        <div className="on-panel relative isolate min-h-[calc(100dvh-7rem)] overflow-hidden rounded-card bg-panel bg-evening px-6 py-12 text-on-panel [--sea:45%] sm:p-12">
          <TideLines sun />
          <div className="relative">
            <h1 className="text-2xl font-extrabold text-balance sm:text-4xl">{t("errors.notFoundTitle")}</h1>
            <p className="mt-3 max-w-prose text-on-panel-soft">{t("errors.notFoundText")}</p>
            <div className="mt-7 flex flex-wrap gap-3">
              <ButtonLink look="panel" href="/account">
                {t("myAccount")}
              </ButtonLink>
              <ButtonLink look="panel-quiet" href="/">
                {t("home")}
              </ButtonLink>
            </div>
          </div>
        </div>
      </main>
    </>
  );
}
