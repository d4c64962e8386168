import localFont from "next/font/local";

/*
 * One face per script under one family name, so that a page loads only the scripts it shows. The size-adjusted fallback
 * stands in globals.css, since it must come after every subset. The loader reads these calls at build time: nothing in
 * them can be computed.
 */

export const manropeLatin = localFont({
  src: "../node_modules/@fontsource-variable/manrope/files/manrope-latin-wght-normal.woff2",
  variable: "--font-manrope-latin",
  weight: "200 800",
  preload: true,
  adjustFontFallback: false,
  declarations: [
    { prop: "font-family", value: "Manrope" },
    {
      prop: "unicode-range",
      value:
        "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
    },
  ],
});

export const manropeLatinExt = localFont({
  src: "../node_modules/@fontsource-variable/manrope/files/manrope-latin-ext-wght-normal.woff2",
  variable: "--font-manrope-latin-ext",
  weight: "200 800",
  preload: false,
  adjustFontFallback: false,
  declarations: [
    { prop: "font-family", value: "Manrope" },
    {
      prop: "unicode-range",
      value:
        "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF",
    },
  ],
});

export const manropeCyrillic = localFont({
  src: "../node_modules/@fontsource-variable/manrope/files/manrope-cyrillic-wght-normal.woff2",
  variable: "--font-manrope-cyrillic",
  weight: "200 800",
  preload: false,
  adjustFontFallback: false,
  declarations: [
    { prop: "font-family", value: "Manrope" },
    {
      prop: "unicode-range",
      value: "U+0301,U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116",
    },
  ],
});

/** A seventh of what Noto Sans Arabic weighs, and drawn as evenly as Manrope. */
export const readexArabic = localFont({
  src: "../node_modules/@fontsource-variable/readex-pro/files/readex-pro-arabic-wght-normal.woff2",
  variable: "--font-readex-arabic",
  weight: "160 700",
  preload: false,
  adjustFontFallback: false,
  declarations: [
    { prop: "font-family", value: "Readex Pro" },
    {
      prop: "unicode-range",
      value: "U+0600-06FF,U+0750-077F,U+08A0-08FF,U+200C-200E,U+2010-2011,U+204F,U+2E41,U+FB50-FDFF,U+FE70-FEFC",
    },
  ],
});
