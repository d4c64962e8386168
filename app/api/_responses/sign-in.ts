import { toStepResponse } from "@/app/api/_responses/step";
import { sessionCookie } from "@/app/api/_route/session-cookie";
import type { SignInStep } from "@/lib/auth/service";
import type { Deps } from "@/lib/deps";
import { type ApiResponse, ok } from "@/lib/platform/http/response";

/** What a step of a sign-in by code answers: always 200, the same for numbers with and without an account. */
export function toSignInResponse({ env }: Deps, result: SignInStep, cookie: string | undefined): ApiResponse {
  if (result.step !== "done") return toStepResponse(result, {}, { status: 200, cookie });
  return ok({ key: result.token }, { cookie: sessionCookie(env, result.token) });
}
