import type { MetadataRoute } from "next";
import { getTranslations } from "next-intl/server";
import { getPageLanguage } from "@/app/page-language";
import { TILL_PATH } from "@/components/loyalty/anchors";
import { directionOf } from "@/lib/platform/i18n/languages";
import { getShop } from "@/lib/platform/shop/config";
import { PALETTES } from "@/tailwind.config";

/** The shop on a home screen, in the browser's language: the account, and the codes for the till by a long press. */
export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const [language, t, scan] = await Promise.all([
    getPageLanguage(),
    getTranslations("common"),
    getTranslations("loyalty.scan"),
  ]);
  const { icons } = getShop();
  return {
    name: t("brand"),
    short_name: t("brand"),
    description: t("tagline"),
    lang: language,
    dir: directionOf(language),
    id: "/account",
    start_url: "/account",
    scope: "/",
    display: "standalone",
    background_color: PALETTES.light.canvas,
    // Pages say their own, by theme.
    theme_color: PALETTES.light.canvas,
    icons: [
      { src: icons.svg, sizes: "any", type: "image/svg+xml" },
      { src: icons.png192, sizes: "192x192", type: "image/png" },
      { src: icons.png512, sizes: "512x512", type: "image/png" },
      { src: icons.maskable512, sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
    shortcuts: [{ name: scan("open"), url: TILL_PATH, icons: [{ src: icons.png192, sizes: "192x192" }] }],
  };
}
