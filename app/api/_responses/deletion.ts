import { toStepResponse } from "@/app/api/_responses/step";
import { clearedSessionCookie } from "@/app/api/_route/session-cookie";
import type { Deps } from "@/lib/deps";
import { type ApiResponse, ok } from "@/lib/platform/http/response";
import type { DeletionStep } from "@/lib/privacy/service";

/** What a step of asking for an account's deletion answers: 202 while the code is awaited, then 200, signed out. */
export function toDeletionResponse({ env }: Deps, result: DeletionStep): ApiResponse {
  if (result.step !== "done") return toStepResponse(result, {});
  return ok(result.deletion, { cookie: clearedSessionCookie(env) });
}
