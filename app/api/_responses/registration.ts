import { toPendingResponse } from "@/app/api/_responses/pending";
import { guestSessionCookies, sessionCookies } from "@/app/api/_route/session-cookie";
import type { Deps } from "@/lib/deps";
import { created } from "@/lib/platform/http/response";
import { defaultLanguageCode } from "@/lib/platform/i18n/languages";
import type { RequestContext } from "@/lib/platform/request-context";
import { toProfileResponse } from "@/lib/profile/view";
import type { RegistrationStep } from "@/lib/registration/service";
import { toPendingRegistrationResponse } from "@/lib/registration/view";

type PendingRegistration = Exclude<RegistrationStep, { step: "done" }>;

/** A step of the plain registration: 202 with what was submitted, then 201 with the session's key, signed in. */
export function toRegistrationResponse(deps: Deps, result: RegistrationStep, context: RequestContext) {
  if (result.step !== "done") return toPendingStepResponse(deps, result, context);
  return created({ key: result.session.token }, { cookies: sessionCookies(deps.env, result.session) });
}

/** The same for the registration with loyalty, whose 201 shows the profile. */
export function toRegistrationWithLoyaltyResponse(deps: Deps, result: RegistrationStep, context: RequestContext) {
  if (result.step !== "done") return toPendingStepResponse(deps, result, context);
  const { customer, session, loyalty } = result;
  const { env, fields } = deps;
  const profile = toProfileResponse(customer, { language: context.language, appUrl: env.APP_URL, fields });
  // Who asked for a card is told whether it is there or follows.
  const body = loyalty === "not_asked" ? profile : { ...profile, loyalty: { status: loyalty } };
  return created(body, { cookies: sessionCookies(deps.env, session) });
}

function toPendingStepResponse(deps: Deps, result: PendingRegistration, { language }: RequestContext) {
  const languageCode = defaultLanguageCode(language);
  const pending = toPendingRegistrationResponse(result.registration, { language, languageCode });
  return toPendingResponse(result, pending, guestSessionCookies(deps.env, result.guestToken));
}
