import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { getPageLanguage } from "@/app/page-language";
import { textsOf } from "@/app/page-texts";
import { themeOf } from "@/components/account/display-cookies";
import { EarlySubmit } from "@/components/account/early-submit";
import { OfflineNotice } from "@/components/account/offline-notice";
import { SkipLink } from "@/components/account/skip-link";
import { ToastProvider } from "@/components/ui/toast";
import { directionOf } from "@/lib/i18n/languages";
import { NONCE_HEADER } from "@/proxy";
import { preloadFonts } from "./fonts";
import "./globals.css";

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
  const [language, messages, t, jar, asked] = await Promise.all([
    getPageLanguage(),
    getMessages(),
    getTranslations("common"),
    cookies(),
    headers(),
  ]);
  preloadFonts(language);
  return (
    <html lang={language} dir={directionOf(language)} data-theme={themeOf(jar.get("theme")?.value)}>
      <body className="min-h-dvh font-sans text-base antialiased">
        <EarlySubmit nonce={asked.get(NONCE_HEADER) ?? undefined} />
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
