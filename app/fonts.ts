import manropeCyrillic from "@fontsource-variable/manrope/files/manrope-cyrillic-wght-normal.woff2";
import manropeLatinExt from "@fontsource-variable/manrope/files/manrope-latin-ext-wght-normal.woff2";
import manropeLatin from "@fontsource-variable/manrope/files/manrope-latin-wght-normal.woff2";
import readexArabic from "@fontsource-variable/readex-pro/files/readex-pro-arabic-wght-normal.woff2";
import { preload } from "react-dom";
import type { Language } from "@/lib/platform/i18n/languages";
import { getShop } from "@/lib/platform/shop/config";

/** The faces of fonts.css that a language is written with. Numbers, addresses and names are Latin in all of them. */
const FACES: Record<Language, string[]> = {
  en: [manropeLatin],
  de: [manropeLatin],
  fr: [manropeLatin],
  tr: [manropeLatin, manropeLatinExt],
  ru: [manropeLatin, manropeCyrillic],
  ar: [manropeLatin, readexArabic],
};

/** Preloads a language's fonts, which the browser would otherwise find only in the styles. */
export function preloadFonts(language: Language): void {
  for (const face of facesOf(language)) preload(face, { as: "font", type: "font/woff2", crossOrigin: "anonymous" });
}

function facesOf(language: Language): string[] {
  const { typeface } = getShop();
  if (typeface === undefined) return FACES[language];
  if (typeface === "system") return [];
  return typeface.faces.filter(({ languages }) => languages.includes(language)).map(({ file }) => file);
}
