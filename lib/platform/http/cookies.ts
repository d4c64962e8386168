import { type Env, keepsCookiesSecure } from "@/lib/platform/env";

export type RequestCookie = { name: string; value: string };

/** The secrets by which a browser is known again, one for each of the customers who use it. */
export const DEVICE_COOKIE = "device";

/** Those of a request: of X-Cookie where it has no Cookie and the shop takes that. */
export function cookiesOf(headers: Headers, env: Pick<Env, "ENABLE_X_COOKIE_HEADER">): RequestCookie[] {
  const header = headers.get("cookie");
  if (header === null && env.ENABLE_X_COOKIE_HEADER) return parseCookies(headers.get("x-cookie"));
  return parseCookies(header);
}

/** In the order sent (RFC 6265 §5.4), repeated names included; malformed parts are skipped. */
export function parseCookies(header: string | null): RequestCookie[] {
  if (!header) return [];
  const cookies: RequestCookie[] = [];
  for (const part of header.split(";")) {
    const equals = part.indexOf("=");
    if (equals < 1) continue;
    cookies.push({ name: part.slice(0, equals).trim(), value: part.slice(equals + 1).trim() });
  }
  return cookies;
}

export type CookieSettings = { maxAgeSeconds: number; httpOnly: boolean };

/** For the whole site, SameSite=Lax. A maxAge of 0 removes the cookie. */
export function setCookieLine(
  env: Pick<Env, "APP_URL">,
  { name, value }: RequestCookie,
  { maxAgeSeconds, httpOnly }: CookieSettings,
): string {
  const parts = [`${name}=${value}`, "Path=/", `Max-Age=${maxAgeSeconds}`, "SameSite=Lax"];
  if (httpOnly) parts.push("HttpOnly");
  if (keepsCookiesSecure(env)) parts.push("Secure");
  return parts.join("; ");
}
