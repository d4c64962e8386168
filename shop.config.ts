import type { ShopConfig } from "@/lib/platform/shop/config";

/*
 * Whose account area this is. The demo's own stands here: replace it by your shop's (docs/your-shop.md). What is wrong
 * in it is said at the start, part by part.
 */

/** In the order of the menu; browsers get this line alone. */
export const languages = ["tr", "en", "ar", "ru", "de", "fr"] as const satisfies ShopConfig["languages"];

export default {
  name: "Sahil",
  tagline: {
    tr: "Kıyının en iyileri",
    en: "The best of the coast",
    ar: "أفضل ما في الساحل",
    ru: "Лучшее с побережья",
    de: "Das Beste von der Küste",
    fr: "Le meilleur du bord de mer",
  },
  // Petrol ink on cool paper, saffron for what is active.
  colors: { primary: "#0a5f57", accent: "#e9a23b", panel: "#0c3b37" },
  corners: 12,
  languages: [...languages],
  country: "TR",
} satisfies ShopConfig;
