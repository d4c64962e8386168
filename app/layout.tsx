import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getMessages, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { getPageLanguage } from "@/app/page-language";
import { textsOf } from "@/app/page-texts";
import { contactLink } from "@/app/shop-links";
import { BeforeHydration } from "@/components/forms/before-hydration";
import { Hydrated } from "@/components/forms/hydrated";
import { timeZoneOf } from "@/components/layout/clock-offset";
import { ContactUrlProvider } from "@/components/layout/contact-us";
import { DISPLAY_COOKIES, themeOf } from "@/components/layout/display-cookies";
import { TimeZoneProvider } from "@/components/layout/local-time";
import { OfflineNotice } from "@/components/layout/offline-notice";
import { SkipLink } from "@/components/layout/skip-link";
import { ToastProvider } from "@/components/ui/toast";
import { getEnv } from "@/lib/platform/env";
import { directionOf } from "@/lib/platform/i18n/languages";
import { getShop } from "@/lib/platform/shop/config";
import { NONCE_HEADER } from "@/proxy";
import { PALETTES } from "@/tailwind.config";
import { preloadFonts } from "./fonts";
import "./globals.css";

/** Marks the end of the page, except for what streams into its fallbacks. */
const PAGE_END_ID = "page-end";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common");
  const { icons } = getShop();
  return {
    title: { template: `%s · ${t("brand")}`, default: t("brand") },
    description: t("tagline"),
    icons: {
      icon: [
        { url: icons.favicon, sizes: "48x48" },
        { url: icons.svg, type: "image/svg+xml" },
      ],
      apple: icons.apple,
    },
  };
}

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: PALETTES.light.canvas },
    { media: "(prefers-color-scheme: dark)", color: PALETTES.dark.canvas },
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
    <html lang={language} dir={directionOf(language)} data-theme={themeOf(jar.get(DISPLAY_COOKIES.theme)?.value)}>
      <body className="min-h-dvh font-sans text-base antialiased">
        {/* Waits for the whole page, whose first half would move as the rest arrives (HTML, link type “expect”). */}
        <link rel="expect" href={`#${PAGE_END_ID}`} blocking="render" />
        <BeforeHydration nonce={asked.get(NONCE_HEADER) ?? undefined} />
        {/* The frame's texts; each page adds its own with PageTexts. */}
        <NextIntlClientProvider messages={textsOf(messages, ["common"])}>
          <TimeZoneProvider zone={timeZoneOf(jar.get(DISPLAY_COOKIES.timeZone)?.value)}>
            <ToastProvider closeLabel={t("close")}>
              <SkipLink />
              <OfflineNotice />
              <ContactUrlProvider url={contactLink(getEnv(), language)}>{children}</ContactUrlProvider>
            </ToastProvider>
          </TimeZoneProvider>
        </NextIntlClientProvider>
        <Hydrated />
        <template id={PAGE_END_ID} />
      </body>
    </html>
  );
}
