import type { Env } from "@/lib/platform/env";
import { clientIp } from "@/lib/platform/http/client-ip";
import type { Language } from "@/lib/platform/i18n/languages";
import type { RequestContext } from "@/lib/platform/request-context";

export function contextOf(
  { headers }: Request,
  { env, language, source }: { env: Env; language: Language; source: string },
): RequestContext {
  return {
    ip: clientIp(headers, env.TRUSTED_PROXIES),
    userAgent: headers.get("user-agent"),
    source,
    language,
    ifMatch: headers.get("if-match"),
  };
}
