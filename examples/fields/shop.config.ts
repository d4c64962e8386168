import type { ShopConfig } from "@/lib/platform/shop/config";

export const languages = ["en", "ar"] as const satisfies ShopConfig["languages"];

export default {
  name: "Marina",
  tagline: { en: "Everything for a day on the water", ar: "كل ما تحتاجه ليوم على الماء" },
  colors: { primary: "#1d4f91", accent: "#f2b134" },
  languages: [...languages],
  defaultLanguage: "en",
  country: "TR",
} satisfies ShopConfig;
