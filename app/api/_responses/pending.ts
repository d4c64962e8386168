import { type ApiResponse, ok } from "@/lib/platform/http/response";
import type { PendingStep } from "@/lib/verification/service";
import { toVerificationResponse } from "@/lib/verification/view";

/**
 * The response while a code is awaited: 202 with the flow's own body and the challenge's state (proxies of real clients
 * turn every 20x into 200, so that must be readable from the body), or for a resent code the document's 200.
 *
 * @param body what the flow shows of itself; nothing secret
 */
export function toPendingResponse(
  { step, verification }: PendingStep,
  body: object,
  { status = 202, cookie }: { status?: 200 | 202; cookie?: string | undefined } = {},
): ApiResponse {
  const extras = cookie === undefined ? {} : { cookie };
  if (step === "resent") return ok({ message: "success" }, extras);
  return { status, body: { ...body, verification: toVerificationResponse(verification) }, ...extras };
}
