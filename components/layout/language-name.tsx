import { useLocale } from "next-intl";
import { classNames } from "@/components/ui/class-names";
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

/** Written with letters that not every page has in its own font. */
const OTHER_SCRIPTS: ReadonlySet<Language> = new Set(["ar", "ru"]);

/** A language's own name; in another script in the device's font, so that no page loads the fonts of all scripts. */
export function LanguageName({ code }: { code: Language }) {
  const isPages = useLocale().startsWith(code);
  return (
    <span lang={code} className={classNames(OTHER_SCRIPTS.has(code) && !isPages && "font-system")}>
      {LANGUAGE_NAMES[code]}
    </span>
  );
}
