import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ShopFooter } from "@/app/shop-footer";
import { ShopHeader } from "@/app/shop-header";
import { NoScriptNote } from "@/components/layout/no-script-note";
import { CONTENT_ID } from "@/components/layout/skip-link";
import { TideLines } from "@/components/ui/tide-lines";

export default async function AuthLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations("auth");
  return (
    <>
      <ShopHeader />
      <div className="relative isolate mx-auto grid max-w-page content-start gap-5 px-4 pt-4 pb-28 sm:px-6 sm:pt-6 max-lg:min-h-[calc(100dvh-4.0625rem)] lg:min-h-[calc(100dvh-4rem)] lg:grid-cols-2 lg:content-stretch lg:pb-6">
        {/* Small screens have no room for the picture. */}
        <div className="absolute inset-x-0 bottom-0 -z-10 h-32 overflow-hidden [--sea:90%] lg:hidden">
          <TideLines tone="soft" />
        </div>
        <main
          id={CONTENT_ID}
          tabIndex={-1}
          className="grid content-center justify-items-center outline-none lg:order-2"
        >
          <div className="w-full max-w-md py-6 lg:py-12">
            <NoScriptNote />
            {children}
          </div>
        </main>
        <aside className="on-panel isolate hidden overflow-hidden rounded-card bg-panel bg-evening p-12 text-on-panel lg:sticky lg:top-22 lg:grid lg:h-[calc(100dvh-7rem)] lg:min-h-96 lg:content-end lg:[--sea:56%]">
          <TideLines sun />
          <p className="relative max-w-sm text-3xl font-extrabold whitespace-pre-line">{t("aside")}</p>
          <p className="relative mt-4 max-w-sm text-lg text-on-panel-soft">{t("asideText")}</p>
        </aside>
      </div>
      <div className="mx-auto max-w-page px-4 pb-6 empty:hidden sm:px-6">
        <ShopFooter />
      </div>
    </>
  );
}
