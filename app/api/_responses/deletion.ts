import { toPendingResponse } from "@/app/api/_responses/pending";
import { clearedSessionCookies } from "@/app/api/_route/session-cookie";
import type { Env } from "@/lib/platform/env";
import { ok } from "@/lib/platform/http/response";
import type { DeletionStep } from "@/lib/privacy/service";

/** A step of asking for an account's deletion: 202 while the code is awaited, then 200, signed out. */
export function toDeletionStepResponse(env: Env, result: DeletionStep) {
  if (result.step !== "done") return toPendingResponse(result, {});
  return ok(result.deletion, { cookies: clearedSessionCookies(env) });
}
