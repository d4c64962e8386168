import type { TermsLinks } from "@/components/registration/terms-label";
import type { Env } from "@/lib/platform/env";
import type { Language } from "@/lib/platform/i18n/languages";

/** Where new customers read, in their language, what they accept. */
export function termsLinks(
  { TERMS_URL, PRIVACY_NOTICE_URL }: Pick<Env, "TERMS_URL" | "PRIVACY_NOTICE_URL">,
  language: Language,
): TermsLinks {
  const inLanguage = (url: string | undefined) => url?.replaceAll(/\{language\}|%7Blanguage%7D/gi, language);
  return { terms: inLanguage(TERMS_URL), privacy: inLanguage(PRIVACY_NOTICE_URL) };
}
