import type { Language } from "@/lib/platform/i18n/languages";
import { LANGUAGE_NAMES } from "./language-names";

/** A language in its own words, and in the device's own letters: for these, no page loads the fonts of all scripts. */
export function LanguageName({ code }: { code: Language }) {
  return (
    <span lang={code} className="font-system">
      {LANGUAGE_NAMES[code]}
    </span>
  );
}
