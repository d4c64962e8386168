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

/** A language in its own words, and in the device's own letters: for these, no page loads the fonts of all scripts. */
export function LanguageName({ code }: { code: Language }) {
  return (
    <span lang={code} className="font-system">
      {LANGUAGE_NAMES[code]}
    </span>
  );
}
