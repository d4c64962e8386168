import type { TermsLinks } from "@/components/registration/terms-label";
import type { Env } from "@/lib/platform/env";
import type { Language } from "@/lib/platform/i18n/languages";

/** Where new customers read, in their language, what they accept. */
export function termsLinks(env: Pick<Env, "TERMS_URL" | "PRIVACY_NOTICE_URL">, language: Language): TermsLinks {
  return { terms: inLanguage(env.TERMS_URL, language), privacy: inLanguage(env.PRIVACY_NOTICE_URL, language) };
}

/** Where shoppers reach people. */
export function contactLink({ CONTACT_URL }: Pick<Env, "CONTACT_URL">, language: Language): string | undefined {
  return inLanguage(CONTACT_URL, language);
}

function inLanguage(url: string | undefined, language: Language): string | undefined {
  return url?.replaceAll(/\{language\}|%7Blanguage%7D/gi, language);
}
