import type { ErrorCode } from "@/lib/platform/errors";
import { type ApiResponse, ok } from "@/lib/platform/http/response";
import type { SuccessResponse } from "@/lib/platform/response-schema";
import type { CodeSentResponse } from "@/lib/verification/schema";
import type { PendingStep } from "@/lib/verification/service";
import { toVerificationResponse } from "@/lib/verification/view";

/** What every flow with a challenge can refuse. */
export const challengeErrors = [
  "sms_verification_100_1",
  "sms_verification_100_2",
  "sms_verification_100_4",
  "throttled",
] as const satisfies ErrorCode[];

/**
 * The response while a code is awaited: 202 with the flow's own body and the challenge's state (proxies of real clients
 * turn every 20x into 200, so that must be readable from the body), or for a resent code the document's 200.
 * @param body what the flow shows of itself; nothing secret
 */
export function toPendingResponse<Body extends object>(
  { step, verification }: PendingStep,
  body: Body,
  cookies: readonly string[] = [],
): ApiResponse<200, SuccessResponse> | ApiResponse<202, Body & CodeSentResponse> {
  if (step === "resent") return ok({ message: "success" }, { cookies });
  return { status: 202, body: { ...body, verification: toVerificationResponse(verification) }, cookies };
}

/** The same for signing in: always 200, so that numbers with and without an account look alike. */
export function toCodeSentResponse(
  { step, verification }: PendingStep,
  cookies: readonly string[] = [],
): ApiResponse<200, SuccessResponse | CodeSentResponse> {
  return ok(step === "resent" ? { message: "success" } : { verification: toVerificationResponse(verification) }, {
    cookies,
  });
}
