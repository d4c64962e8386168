import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { findCustomer } from "@/app/signed-in";
import { DISPLAY_COOKIES } from "@/components/layout/display-cookies";
import { getDeps } from "@/lib/deps";
import { getEnv } from "@/lib/platform/env";
import {
  type FormattingLocale,
  formattingLocaleOf,
  type Language,
  languageOf,
  negotiateLanguage,
} from "@/lib/platform/i18n/languages";
import ar from "@/lib/platform/i18n/messages/pages/ar.json";
import de from "@/lib/platform/i18n/messages/pages/de.json";
import en from "@/lib/platform/i18n/messages/pages/en.json";
import fr from "@/lib/platform/i18n/messages/pages/fr.json";
import ru from "@/lib/platform/i18n/messages/pages/ru.json";
import tr from "@/lib/platform/i18n/messages/pages/tr.json";
import { getShop, textIn } from "@/lib/platform/shop/config";

type Texts = typeof en & { common: { brand: string; tagline: string } };

declare module "next-intl" {
  interface AppConfig {
    Locale: FormattingLocale;
    Messages: Texts;
  }
}

const MESSAGES: Record<Language, typeof en> = { tr, en, ar, ru, de, fr };

export default getRequestConfig(async ({ locale }) => {
  // What is not for a page names its language.
  const language = locale === undefined ? await pageLanguage() : languageOf(locale);
  return { locale: formattingLocaleOf(language), messages: branded(language), timeZone: "UTC" };
});

/** The language's texts, with the shop's own name and what it is. */
function branded(language: Language): Texts {
  const { common, ...others } = MESSAGES[language];
  return { common: { ...common, brand: getEnv().SHOP_NAME, tagline: textIn(getShop().tagline, language) }, ...others };
}

/** That of the signed-in customer, else the one chosen on this device, else the browser's, else the store's. */
async function pageLanguage(): Promise<Language> {
  return (
    (await customerLanguage()) ??
    languageOf((await cookies()).get(DISPLAY_COOKIES.language)?.value) ??
    negotiateLanguage((await headers()).get("accept-language")) ??
    (await getDeps()).env.DEFAULT_LANGUAGE
  );
}

/** A page needs a language even when session or database fail; the page itself reports the failure. */
async function customerLanguage(): Promise<Language | undefined> {
  const signedIn = await findCustomer().catch(() => null);
  return languageOf(signedIn?.customer.languageCode);
}
