import { languages } from "@/shop.config";

/** Those that we have texts in. */
export type Language = "tr" | "en" | "ar" | "ru" | "de" | "fr";

/** Those that the shop offers. */
export const LANGUAGES: readonly Language[] = languages;

/** The region of a bare language: `language_code` reads like `en-us`. */
const DEFAULT_REGION: Record<Language, string> = { tr: "tr", en: "us", ar: "sa", ru: "ru", de: "de", fr: "fr" };

export function defaultLanguageCode(language: Language): string {
  return `${language}-${DEFAULT_REGION[language]}`;
}

export function directionOf(language: Language): "ltr" | "rtl" {
  return language === "ar" ? "rtl" : "ltr";
}

/** As `Intl` takes it. */
export type FormattingLocale = Exclude<Language, "ar" | "en"> | "ar-u-nu-latn" | "en-GB";

/**
 * Dates and numbers as the texts are written: English is British. Arabic keeps the digits 0–9, like the phone numbers and
 * codes beside them; older browsers would write ٠–٩.
 */
export function formattingLocaleOf(language: Language): FormattingLocale {
  if (language === "en") return "en-GB";
  return language === "ar" ? "ar-u-nu-latn" : language;
}

/** @returns undefined for a language that is not ours */
export function languageOf(tag: FormattingLocale): Language;
export function languageOf(tag: string | null | undefined): Language | undefined;
export function languageOf(tag: string | null | undefined): Language | undefined {
  const primary = tag?.trim().toLowerCase().split(/[-_]/, 1)[0];
  return LANGUAGES.find((language) => language === primary);
}

export function languageFor(languageCode: string | undefined, fallback: Language): Language {
  return languageOf(languageCode) ?? fallback;
}

/** Lower case with a region, `en` → `en-us`; undefined when the language is not ours. */
export function normalizeLanguageCode(tag: string): string | undefined {
  const match = /^([a-z]{2})(?:[-_]([a-z]{2}|[a-z]{4}|\d{3}))?$/i.exec(tag.trim());
  const language = languageOf(match?.[1]);
  if (!match || !language) return undefined;
  return `${language}-${(match[2] ?? DEFAULT_REGION[language]).toLowerCase()}`;
}

/**
 * The best of our languages for an `Accept-Language` header (RFC 9110 §12.5.4); regions, nonsense and `*` are ignored.
 * @returns undefined when the header names none of ours
 */
export function negotiateLanguage(header: string | null | undefined): Language | undefined {
  if (!header) return undefined;
  let best: Language | undefined;
  let bestQuality = 0;
  for (const entry of header.slice(0, 1000).split(",")) {
    const [tag, ...parameters] = entry.split(";");
    const language = languageOf(tag);
    if (!language) continue;
    const quality = qualityOf(parameters);
    if (quality > bestQuality) {
      best = language;
      bestQuality = quality;
    }
  }
  return best;
}

function qualityOf(parameters: string[]): number {
  for (const parameter of parameters) {
    const match = /^\s*q\s*=\s*(\d(?:\.\d*)?)\s*$/i.exec(parameter);
    if (match) return Math.min(1, Number(match[1]));
  }
  return 1;
}
