import { getTranslations } from "next-intl/server";
import { getPageLanguage } from "@/app/page-language";
import { footerLinks } from "@/app/shop-links";
import { SiteFooter } from "@/components/layout/site-footer";
import { getEnv } from "@/lib/platform/env";

/** The footer of every page of a shop that has one. */
export async function ShopFooter() {
  const [t, language] = await Promise.all([getTranslations("footer"), getPageLanguage()]);
  return <SiteFooter links={footerLinks(getEnv(), language, t)} />;
}
