import type { ShopConfig } from "@/lib/platform/shop/config";

/* A loud shop: sharp corners, the device's own letters, pink and yellow. */

export const languages = ["en", "de", "fr"] as const satisfies ShopConfig["languages"];

export default {
  name: "KAPOW!",
  tagline: { en: "Comics by return of post", de: "Comics postwendend", fr: "La BD par retour du courrier" },
  logo: { light: "/brand/kapow.svg", dark: "/brand/kapow-dark.svg", width: 124 },
  icons: { svg: "/brand/kapow-icon.svg" },
  colors: { primary: "#c2185b", accent: "#ffd400", panel: "#3b0a5c" },
  typeface: "system",
  corners: 0,
  languages: [...languages],
  defaultLanguage: "en",
  country: "GB",
  smsCountries: ["GB", "IE", "DE", "AT", "FR"],
  links: {
    shop: "https://kapow.example",
    help: "https://kapow.example/{language}/help",
    terms: "https://kapow.example/{language}/terms",
    privacy: "https://kapow.example/{language}/privacy",
    contact: "mailto:help@kapow.example",
    more: [{ label: { en: "Shipping", de: "Versand", fr: "Livraison" }, href: "https://kapow.example/shipping" }],
  },
  mail: { from: "KAPOW! <no-reply@kapow.example>", imprint: "Kapow Comics Ltd, 1 Splash Page, London N1 9GU" },
} satisfies ShopConfig;
