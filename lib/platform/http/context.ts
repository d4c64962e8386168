import type { Env } from "@/lib/platform/env";
import { clientAddress } from "@/lib/platform/http/client-address";
import { DEVICE_COOKIE, type RequestCookie } from "@/lib/platform/http/cookies";
import type { Language } from "@/lib/platform/i18n/languages";
import type { RequestContext } from "@/lib/platform/request-context";

const DEVICE_TOKENS = /^[0-9a-f]{32}(?:\.[0-9a-f]{32}){0,7}$/;

export function contextOf(
  { headers }: Request,
  {
    env,
    cookies,
    language,
    source,
  }: { env: Env; cookies: readonly RequestCookie[]; language: Language; source: string },
): RequestContext {
  const device = cookies.find(({ name }) => name === DEVICE_COOKIE)?.value ?? "";
  return {
    ...clientAddress(headers, env.TRUSTED_PROXIES),
    userAgent: headers.get("user-agent"),
    deviceTokens: DEVICE_TOKENS.test(device) ? device.split(".") : [],
    // Fetch metadata (W3C): a storefront's server, which copies at most one cookie, sends none.
    isBrowser: headers.get("sec-fetch-site") === "same-origin",
    source,
    language,
    ifMatch: headers.get("if-match"),
  };
}
