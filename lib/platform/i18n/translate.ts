import { createTranslator } from "use-intl/core";
import type { FieldProblem } from "@/lib/platform/errors";
import { formattingLocaleOf, type Language } from "@/lib/platform/i18n/languages";
import ar from "@/lib/platform/i18n/messages/api/ar.json";
import de from "@/lib/platform/i18n/messages/api/de.json";
import en from "@/lib/platform/i18n/messages/api/en.json";
import fr from "@/lib/platform/i18n/messages/api/fr.json";
import ru from "@/lib/platform/i18n/messages/api/ru.json";
import tr from "@/lib/platform/i18n/messages/api/tr.json";

/* Texts of the API; pages have theirs through next-intl. */

type Translate = (key: string, values?: Record<string, string | number>) => string;

export const API_MESSAGES: Record<Language, typeof en> = { tr, en, ar, ru, de, fr };

const translators = new Map<Language, Translate>();

function translatorFor(language: Language): Translate {
  let translate = translators.get(language);
  if (!translate) {
    const locale = formattingLocaleOf(language);
    translate = createTranslator({ locale, messages: API_MESSAGES[language] }) as unknown as Translate;
    translators.set(language, translate);
  }
  return translate;
}

export function errorText(language: Language, code: string, values: Record<string, string | number> = {}): string {
  return translatorFor(language)(`errors.${code}`, values);
}

export function fieldText(language: Language, problem: FieldProblem): string {
  return translatorFor(language)(`fields.${fieldCode(problem)}`, problem.values ?? {});
}

/** The name of its text: the same in every language. */
export function fieldCode({ key }: FieldProblem): string {
  return key in API_MESSAGES.en.fields ? key : "invalid";
}

/** @param key of `sms`, `mail` or another group, dotted: `sms.code` */
export function messageText(language: Language, key: string, values: Record<string, string | number>): string {
  return translatorFor(language)(key, values);
}

export function genderLabel(language: Language, gender: "female" | "male"): string {
  return API_MESSAGES[language].genders[gender];
}

/** A tier's name, translated where it is a common word. */
export function tierLabel(language: Language, name: string): string {
  const tiers: Record<string, string> = API_MESSAGES[language].tiers;
  const key = name.toLowerCase();
  return Object.hasOwn(tiers, key) ? (tiers[key] ?? name) : name;
}
