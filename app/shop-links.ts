import type { FooterLink } from "@/components/layout/site-footer";
import type { TermsLinks } from "@/components/registration/terms-field";
import type { Env } from "@/lib/platform/env";
import type { Language } from "@/lib/platform/i18n/languages";
import { getShop, textIn } from "@/lib/platform/shop/config";

/** Where new customers read, in their language, what they accept. */
export function termsLinks(env: Pick<Env, "TERMS_URL" | "PRIVACY_NOTICE_URL">, language: Language): TermsLinks {
  return { terms: inLanguage(env.TERMS_URL, language), privacy: inLanguage(env.PRIVACY_NOTICE_URL, language) };
}

/** Where shoppers reach people. */
export function contactLink({ CONTACT_URL }: Pick<Env, "CONTACT_URL">, language: Language): string | undefined {
  return inLanguage(CONTACT_URL, language);
}

/** Where the shop is left for what else it has. @param label of a link that every shop may have */
export function footerLinks(
  env: Pick<Env, "TERMS_URL" | "PRIVACY_NOTICE_URL" | "CONTACT_URL">,
  language: Language,
  label: (name: "shop" | "help" | "terms" | "privacy" | "contact") => string,
): FooterLink[] {
  const { shop, help, more } = getShop().links;
  const usual = { shop, help, terms: env.TERMS_URL, privacy: env.PRIVACY_NOTICE_URL, contact: env.CONTACT_URL };
  const names = Object.keys(usual) as (keyof typeof usual)[];
  return [
    ...names.map((name) => ({ label: label(name), href: inLanguage(usual[name], language) })),
    ...more.map((link) => ({ label: textIn(link.label, language), href: inLanguage(link.href, language) })),
  ].filter((link): link is FooterLink => link.href !== undefined);
}

function inLanguage(url: string | undefined, language: Language): string | undefined {
  return url?.replaceAll(/\{language\}|%7Blanguage%7D/gi, language);
}
