import { toCodeSentResponse } from "@/app/api/_responses/pending";
import { sessionCookie } from "@/app/api/_route/session-cookie";
import type { SignInStep } from "@/lib/auth/service";
import type { Env } from "@/lib/platform/env";
import { ok } from "@/lib/platform/http/response";

/** A step of a sign-in by code: always 200, the same for numbers with and without an account. */
export function toSignInResponse(env: Env, result: SignInStep, cookie?: string) {
  if (result.step !== "done") return toCodeSentResponse(result, cookie);
  return ok({ key: result.token }, { cookie: sessionCookie(env, result.token) });
}
