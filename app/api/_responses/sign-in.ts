import { toCodeSentResponse } from "@/app/api/_responses/pending";
import { guestSessionCookies, sessionCookies } from "@/app/api/_route/session-cookie";
import type { SignInStep } from "@/lib/auth/service";
import type { Env } from "@/lib/platform/env";
import { ok } from "@/lib/platform/http/response";

/** A step of a sign-in by code: always 200, the same for numbers with and without an account. */
export function toSignInResponse(env: Env, result: SignInStep) {
  if (result.step !== "done") return toCodeSentResponse(result, guestSessionCookies(env, result.guestToken));
  return ok({ key: result.session.token }, { cookies: sessionCookies(env, result.session) });
}
