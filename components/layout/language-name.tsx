import type { Language } from "@/lib/platform/i18n/languages";

/** Each language in its own language. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  tr: "Türkçe",
  en: "English",
  ar: "العربية",
  ru: "Русский",
  de: "Deutsch",
  fr: "Français",
};

/** A language's own name, in the device's font, so that no page loads the fonts of all scripts. */
export function LanguageName({ code }: { code: Language }) {
  return (
    <span lang={code} className="font-system">
      {LANGUAGE_NAMES[code]}
    </span>
  );
}
