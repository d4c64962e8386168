import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { getPageLanguage } from "@/app/page-language";
import { textsOf } from "@/app/page-texts";
import { themeOf } from "@/components/account/display-cookies";
import { OfflineNotice } from "@/components/account/offline-notice";
import { SkipLink } from "@/components/account/skip-link";
import { ToastProvider } from "@/components/ui/toast";
import { directionOf } from "@/lib/i18n/languages";
import { manropeCyrillic, manropeLatin, manropeLatinExt, readexArabic } from "./fonts";
import "./globals.css";

const FONTS = [manropeLatin, manropeLatinExt, manropeCyrillic, readexArabic].map((font) => font.variable).join(" ");

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common");
  return { title: { template: `%s · ${t("brand")}`, default: t("brand") }, description: t("tagline") };
}

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f2f5f3" },
    { media: "(prefers-color-scheme: dark)", color: "#0a1412" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [language, messages, t, jar] = await Promise.all([
    getPageLanguage(),
    getMessages(),
    getTranslations("common"),
    cookies(),
  ]);
  return (
    <html lang={language} dir={directionOf(language)} data-theme={themeOf(jar.get("theme")?.value)} className={FONTS}>
      <body className="min-h-dvh font-sans text-base antialiased">
        {/* What the frame speaks with; each page adds its own by PageTexts. */}
        <NextIntlClientProvider messages={textsOf(messages, ["common"])}>
          <ToastProvider closeLabel={t("close")}>
            <SkipLink />
            <OfflineNotice />
            {children}
          </ToastProvider>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
