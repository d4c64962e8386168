import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { SiteHeader } from "@/components/account/site-header";
import { CONTENT_ID } from "@/components/account/skip-link";
import { TideLines } from "@/components/ui/tide-lines";

export default async function AuthLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations("identity");
  return (
    <>
      <SiteHeader />
      <div className="mx-auto grid max-w-page gap-5 px-4 py-4 sm:px-6 sm:py-6 lg:min-h-[calc(100dvh-4rem)] lg:grid-cols-2">
        <main
          id={CONTENT_ID}
          tabIndex={-1}
          className="grid content-center justify-items-center outline-none lg:order-2"
        >
          <div className="w-full max-w-md py-6 lg:py-12">{children}</div>
        </main>
        <aside className="on-panel isolate hidden overflow-hidden rounded-card bg-panel p-12 text-on-panel lg:sticky lg:top-22 lg:grid lg:h-[calc(100dvh-7rem)] lg:min-h-96 lg:content-end">
          <TideLines sun />
          <p className="relative max-w-sm text-3xl font-extrabold whitespace-pre-line">{t("aside")}</p>
          <p className="relative mt-4 max-w-sm text-lg text-on-panel-soft">{t("asideText")}</p>
        </aside>
      </div>
    </>
  );
}
