import { toStepResponse } from "@/app/api/_responses/step";
import { sessionCookie } from "@/app/api/_route/session-cookie";
import type { ApiResponse } from "@/lib/platform/http/response";
import type { RouteContext } from "@/lib/platform/http/route";
import { defaultLanguageCode } from "@/lib/platform/i18n/languages";
import { toProfileResponse } from "@/lib/profile/view";
import type { RegistrationPurpose, RegistrationStep } from "@/lib/registration/service";
import { toPendingRegistrationResponse } from "@/lib/registration/view";

/**
 * What a step of a registration answers: 202 with what was submitted, then 201, signed in. The plain registration shows
 * the session's key, the one with loyalty the profile.
 *
 * @param cookie of a guest's session that started with this request
 */
export function toRegistrationResponse(
  { deps, language }: Pick<RouteContext<"public", unknown>, "deps" | "language">,
  purpose: RegistrationPurpose,
  result: RegistrationStep,
  cookie: string | undefined,
): ApiResponse {
  if (result.step !== "done") {
    const { registration } = result;
    const pending = toPendingRegistrationResponse(registration, {
      language,
      languageCode: defaultLanguageCode(language),
    });
    return toStepResponse(result, pending, { cookie });
  }
  const { customer, token, loyalty } = result;
  const signedIn = sessionCookie(deps.env, token);
  if (purpose === "registration") return { status: 201, body: { key: token }, cookie: signedIn };
  const profile = toProfileResponse(customer, { language, appUrl: deps.env.APP_URL });
  // Who asked for a card is told whether it is there or follows.
  const body = loyalty === "not_asked" ? profile : { ...profile, loyalty: { status: loyalty } };
  return { status: 201, body, cookie: signedIn };
}
