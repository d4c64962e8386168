import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { directionOf, formattingLocaleOf, type Language } from "@/lib/platform/i18n/languages";

/** What kit/shop-account says in one language. */
export const shopAccountTexts = z.object({
  language: z.string(),
  direction: z.enum(["ltr", "rtl"]),
  /** For `Intl`. */
  locale: z.string(),
  sign_in: z.string(),
  account: z.string(),
  menu: z.string(),
  /** With `{amount}`. */
  points: z.string(),
  links: z.array(z.object({ path: z.string(), label: z.string() })),
});

/** The account's pages, by the names of their links. */
const PAGES = [
  ["overview", "/account"],
  ["profile", "/account/profile"],
  ["preferences", "/account/preferences"],
  ["loyalty", "/account/loyalty"],
  ["segments", "/account/segments"],
  ["security", "/account/security"],
  ["privacy", "/account/privacy"],
] as const;

export async function getShopAccountTexts(language: Language): Promise<z.infer<typeof shopAccountTexts>> {
  const locale = formattingLocaleOf(language);
  const t = await getTranslations({ locale });
  return {
    language,
    direction: directionOf(language),
    locale,
    sign_in: t("common.signIn"),
    account: t("common.myAccount"),
    menu: t("common.navigation.label"),
    points: t("shopAccount.points", { amount: "{amount}" }),
    links: PAGES.map(([name, path]) => ({ path, label: t(`common.navigation.${name}`) })),
  };
}
