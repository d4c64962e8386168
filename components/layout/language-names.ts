import type { Language } from "@/lib/platform/i18n/languages";

/** Each language in its own words, so that its speakers find it. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  tr: "Türkçe",
  en: "English",
  ar: "العربية",
  ru: "Русский",
  de: "Deutsch",
  fr: "Français",
};
