import type { Language } from "@/lib/platform/i18n/languages";

export const THEMES = ["system", "light", "dark"] as const;

export type Theme = (typeof THEMES)[number];

/** The theme in a cookie; "system" when invalid. */
export function themeOf(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? "system";
}

/** Stores the pages' language on this device; the next render uses it. */
export function rememberLanguage(language: Language): void {
  writeCookie("locale", language);
}

/** Stores the theme on this device and applies it. */
export function rememberTheme(theme: Theme): void {
  writeCookie("theme", theme);
  document.documentElement.dataset.theme = theme;
}

/** Stores the device's time zone, which the next page's times use. @param zone an IANA name */
export function rememberTimeZone(zone: string): void {
  writeCookie("time_zone", encodeURIComponent(zone));
}

/** Stores a value on this device for a year. */
export function writeCookie(name: string, value: string): void {
  const secure = window.location.protocol === "https:" ? "; Secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API does not exist on plain http
  document.cookie = `${name}=${value}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
}

export function readCookie(name: string): string | undefined {
  const pairs = document.cookie.split("; ").map((pair) => pair.split("=", 2));
  return pairs.find(([key]) => key === name)?.[1];
}
