import { toPendingResponse } from "@/app/api/_responses/pending";
import { clearedSessionCookies } from "@/app/api/_route/session-cookie";
import type { Env } from "@/lib/platform/env";
import { type ApiResponse, ok } from "@/lib/platform/http/response";
import type { Language } from "@/lib/platform/i18n/languages";
import type { DeletionResponse } from "@/lib/privacy/schema";
import type { DeletionStep } from "@/lib/privacy/service";
import { toDeletionNote } from "@/lib/privacy/view";

export const TEXT_TYPE = "text/plain; charset=utf-8";

/** A step of asking for an account's deletion: 202 while the code is awaited, then 200, signed out. */
export function toDeletionStepResponse(env: Env, result: DeletionStep) {
  if (result.step !== "done") return toPendingResponse(result, {});
  return ok(result.deletion, { cookies: clearedSessionCookies(env) });
}

/** The same for a client that shows a text, signed out. */
export function toDeletionNoteResponse(
  env: Env,
  deletion: DeletionResponse,
  language: Language,
): ApiResponse<200, undefined> {
  return {
    status: 200,
    bytes: new TextEncoder().encode(toDeletionNote(deletion, language)),
    headers: { "Content-Type": TEXT_TYPE },
    cookies: clearedSessionCookies(env),
  };
}
