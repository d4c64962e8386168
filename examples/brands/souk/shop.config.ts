import type { ShopConfig } from "@/lib/platform/shop/config";

/* A shop that reads from right to left. */

export const languages = ["ar", "en"] as const satisfies ShopConfig["languages"];

export default {
  name: "سوق الواحة",
  tagline: { ar: "تمور وتوابل من المزرعة", en: "Dates and spices from the farm" },
  logo: { light: "/brand/souk.svg", width: 32 },
  icons: { svg: "/brand/souk.svg" },
  colors: { primary: "#7c3f12", accent: "#d9b45b" },
  corners: 20,
  languages: [...languages],
  defaultLanguage: "ar",
  country: "SA",
  smsCountries: ["SA", "AE", "QA", "KW", "BH", "OM"],
  links: {
    help: "https://souk.example/{language}/help",
    contact: "tel:+966112345678",
  },
  mail: { from: "Souk <no-reply@souk.example>" },
} satisfies ShopConfig;
