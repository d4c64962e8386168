import { type ApiResponse, ok } from "@/lib/platform/http/response";
import type { VerificationRow } from "@/lib/verification/store";
import { toVerificationResponse } from "@/lib/verification/view";

type WaitingStep = { step: "sent" | "resent"; verification: VerificationRow };

/**
 * What a flow answers while its code is awaited: 202 with its own body and where the dialogue stands (proxies of real
 * clients turn every 20x into 200, so that must be readable from the body), or for a new code the document's 200.
 *
 * @param body what the flow shows of itself; nothing secret
 */
export function toStepResponse(
  { step, verification }: WaitingStep,
  body: object,
  { status = 202, cookie }: { status?: 200 | 202; cookie?: string | undefined } = {},
): ApiResponse {
  const extras = cookie === undefined ? {} : { cookie };
  if (step === "resent") return ok({ message: "success" }, extras);
  return { status, body: { ...body, verification: toVerificationResponse(verification) }, ...extras };
}
