import { z } from "zod";
import { listOf, webAddress } from "@/lib/platform/env-values";
import { LANGUAGES, type Language } from "@/lib/platform/i18n/languages";
import { getShop } from "@/lib/platform/shop/config";

/* What an installation says of its shop in place of shop.config.ts; `.env.example` explains each variable. */

/** Where the six languages are spoken, and neighbours: each country more is one more to pump. */
const DEFAULT_SMS_COUNTRIES = "TR,US,CA,GB,IE,DE,AT,CH,FR,BE,LU,NL,RU,KZ,SA,AE,QA,KW,BH,OM,EG,JO,LB,IQ,MA,TN,DZ";

export const shopVariables = {
  DEFAULT_LANGUAGE: z.enum(LANGUAGES as [Language, ...Language[]]).optional(),
  DEFAULT_PHONE_REGION: z
    .string()
    .regex(/^[A-Z]{2}$/, "must be two capital letters, as TR")
    .optional(),
  SHOP_NAME: z.string().min(1).max(40).optional(),
  /** Where the terms stand; `{language}` becomes `tr`, `en` and so on. */
  TERMS_URL: webAddress.optional(),
  PRIVACY_NOTICE_URL: webAddress.optional(),
  /** Where shoppers reach people, with `{language}` too. */
  CONTACT_URL: z.url({ protocol: /^(https?|mailto|tel)$/ }).optional(),
  /** Whom security.txt names, as URIs. */
  SECURITY_CONTACT: z
    .string()
    .transform((text) => text.split(",").map((contact) => contact.trim()))
    .pipe(z.array(z.string().regex(/^(mailto:|https:\/\/|tel:)\S+$/, "must be mailto:…, https://… or tel:…")))
    .optional(),
  CONSENT_WORDING_VERSION: z.string().min(1).max(40).default("2026-01"),
  SMS_COUNTRIES: z.string().optional(),
};

type Variables = z.infer<z.ZodObject<typeof shopVariables>>;

export type ShopChoice = Pick<Variables, "TERMS_URL" | "PRIVACY_NOTICE_URL" | "CONTACT_URL"> & {
  DEFAULT_LANGUAGE: Language;
  DEFAULT_PHONE_REGION: string;
  SHOP_NAME: string;
  /** Countries whose numbers get messages, ISO 3166-1 alpha-2; null for every country. */
  SMS_COUNTRIES: string[] | null;
};

export function chooseShop(env: Variables, isProduction: boolean): ShopChoice {
  const shop = getShop();
  return {
    DEFAULT_LANGUAGE: env.DEFAULT_LANGUAGE ?? shop.defaultLanguage ?? usualLanguage(isProduction),
    DEFAULT_PHONE_REGION: env.DEFAULT_PHONE_REGION ?? shop.country,
    SHOP_NAME: env.SHOP_NAME ?? shop.name,
    TERMS_URL: env.TERMS_URL ?? shop.links.terms,
    PRIVACY_NOTICE_URL: env.PRIVACY_NOTICE_URL ?? shop.links.privacy,
    CONTACT_URL: env.CONTACT_URL ?? shop.links.contact,
    SMS_COUNTRIES: env.SMS_COUNTRIES === "*" ? null : countriesOf(env),
  };
}

/** What is not right about it, one readable line each. */
export function shopProblems(env: Variables): string[] {
  if (env.SMS_COUNTRIES === "*" || countriesOf(env).every((country) => /^[A-Z]{2}$/.test(country))) return [];
  return ["SMS_COUNTRIES: give two-letter country codes separated by commas, as TR,DE, or * for all"];
}

function countriesOf({ SMS_COUNTRIES }: Variables): string[] {
  return listOf(SMS_COUNTRIES ?? getShop().smsCountries?.join() ?? DEFAULT_SMS_COUNTRIES);
}

/** Turkish, as documented, and the demo's English; of a shop that does not offer it, the first that it does. */
function usualLanguage(isProduction: boolean): Language {
  const usual = isProduction ? "tr" : "en";
  return LANGUAGES.includes(usual) ? usual : (LANGUAGES[0] ?? usual);
}
