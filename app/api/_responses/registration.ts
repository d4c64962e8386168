import { toPendingResponse } from "@/app/api/_responses/pending";
import { sessionCookie } from "@/app/api/_route/session-cookie";
import type { Env } from "@/lib/platform/env";
import type { ApiResponse } from "@/lib/platform/http/response";
import { defaultLanguageCode } from "@/lib/platform/i18n/languages";
import type { RequestContext } from "@/lib/platform/request-context";
import { toProfileResponse } from "@/lib/profile/view";
import type { RegistrationStep } from "@/lib/registration/service";
import { toPendingRegistrationResponse } from "@/lib/registration/view";

/**
 * A step of a registration: 202 with what was submitted, then 201, signed in. The plain registration shows the session's
 * key, the one with loyalty the profile.
 *
 * @param cookie of a guest's session that started with this request
 */
export function toRegistrationResponse(
  env: Env,
  result: RegistrationStep,
  { language }: RequestContext,
  cookie?: string,
): ApiResponse {
  if (result.step !== "done") {
    const languageCode = defaultLanguageCode(language);
    const pending = toPendingRegistrationResponse(result.registration, { language, languageCode });
    return toPendingResponse(result, pending, { cookie });
  }
  const { customer, token, loyalty } = result;
  const signedIn = { status: 201, cookie: sessionCookie(env, token) };
  if (result.purpose === "registration") return { ...signedIn, body: { key: token } };
  const profile = toProfileResponse(customer, { language, appUrl: env.APP_URL });
  // Who asked for a card is told whether it is there or follows.
  return { ...signedIn, body: loyalty === "not_asked" ? profile : { ...profile, loyalty: { status: loyalty } } };
}
