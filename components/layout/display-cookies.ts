import type { Language } from "@/lib/platform/i18n/languages";

/* What a device remembers of itself, for a year: the browser writes it, and the server reads it for the next page. */

/** The name of each setting's cookie. */
export const DISPLAY_COOKIES = { language: "locale", theme: "theme", timeZone: "time_zone" } as const;

/** How such a cookie is kept: for connections by TLS alone, where its page came by one. */
export function keptFor({ protocol }: { protocol: string }) {
  return { path: "/", maxAge: 31_536_000, sameSite: "lax", secure: protocol === "https:" } as const;
}

export const THEMES = ["system", "light", "dark"] as const;

export type Theme = (typeof THEMES)[number];

/** The theme in a cookie; "system" when invalid. */
export function themeOf(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? "system";
}

/** Stores the pages' language on this device; the next render uses it. */
export function rememberLanguage(language: Language): void {
  writeCookie(DISPLAY_COOKIES.language, language);
}

/** Stores the theme on this device and applies it. */
export function rememberTheme(theme: Theme): void {
  writeCookie(DISPLAY_COOKIES.theme, theme);
  document.documentElement.dataset.theme = theme;
}

/** Stores the device's time zone, which the next page's times use. @param zone an IANA name */
export function rememberTimeZone(zone: string): void {
  writeCookie(DISPLAY_COOKIES.timeZone, encodeURIComponent(zone));
}

/** Stores a value on this device for a year. */
export function writeCookie(name: string, value: string): void {
  const { path, maxAge, sameSite, secure } = keptFor(window.location);
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API does not exist on plain http
  document.cookie = `${name}=${value}; Path=${path}; Max-Age=${maxAge}; SameSite=${sameSite}${secure ? "; Secure" : ""}`;
}

export function readCookie(name: string): string | undefined {
  const pairs = document.cookie.split("; ").map((pair) => pair.split("=", 2));
  return pairs.find(([key]) => key === name)?.[1];
}
