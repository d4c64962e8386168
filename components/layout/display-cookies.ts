import type { Language } from "@/lib/platform/i18n/languages";

export const THEMES = ["system", "light", "dark"] as const;

export type Theme = (typeof THEMES)[number];

/** The theme of a cookie's value; whatever is not ours means the device's. */
export function themeOf(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? "system";
}

/** Keeps the language of the pages on this device; the next render uses it. */
export function rememberLanguage(language: Language): void {
  writeCookie("locale", language);
}

/** Keeps the theme on this device and shows it at once. */
export function rememberTheme(theme: Theme): void {
  writeCookie("theme", theme);
  document.documentElement.dataset.theme = theme;
}

/** Keeps the time zone of this device, by which the next page's times are written. @param zone an IANA name */
export function rememberTimeZone(zone: string): void {
  writeCookie("time_zone", encodeURIComponent(zone));
}

function writeCookie(name: string, value: string): void {
  const secure = window.location.protocol === "https:" ? "; Secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API does not exist on plain http
  document.cookie = `${name}=${value}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
}
