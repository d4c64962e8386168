import { getLocale } from "next-intl/server";
import { type Language, languageOf } from "@/lib/platform/i18n/languages";

/** The language of the page that is being made. */
export async function getPageLanguage(): Promise<Language> {
  return languageOf(await getLocale());
}
