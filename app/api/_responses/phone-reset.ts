import { toCodeSentResponse } from "@/app/api/_responses/pending";
import { guestSessionCookies } from "@/app/api/_route/session-cookie";
import type { PhoneResetStep } from "@/lib/credentials/service";
import { toResetKeyResponse } from "@/lib/credentials/view";
import type { Env } from "@/lib/platform/env";
import { ok } from "@/lib/platform/http/response";

/** A step of a reset by code: always 200, the same for numbers with and without an account. */
export function toPhoneResetResponse(env: Env, result: PhoneResetStep) {
  if (result.step !== "done") return toCodeSentResponse(result, guestSessionCookies(env, result.guestToken));
  return ok(toResetKeyResponse(result.key));
}
