import { toPendingResponse } from "@/app/api/_responses/pending";
import type { JoinStep, UpdateStep } from "@/lib/loyalty/membership-service";
import { CARD_REDIRECT, toLoyaltyCardResponse, toUpdatedAccountResponse } from "@/lib/loyalty/view";
import { type ApiResponse, ok } from "@/lib/platform/http/response";

/** What a step of joining answers: 202 with what was submitted, then 201 with the card. @param submitted as parsed */
export function toJoinResponse(result: JoinStep, submitted: object): ApiResponse {
  if (result.step !== "done") return toPendingResponse(result, withoutSubmission(submitted));
  const card = toLoyaltyCardResponse(result.card, result.customer);
  return { status: 201, body: { card, redirect_url: CARD_REDIRECT } };
}

/** What a step of changing the account answers: 202 with what was submitted, then 200 with the account. */
export function toUpdateResponse(result: UpdateStep, submitted: object): ApiResponse {
  if (result.step !== "done") return toPendingResponse(result, withoutSubmission(submitted));
  return ok({ card: toUpdatedAccountResponse(result.member), redirect_url: CARD_REDIRECT });
}

/** Never the code; an unanswered gender in the documents' word. */
function withoutSubmission(submitted: object): object {
  const { code: _code, resend: _resend, ...rest } = submitted as Record<string, unknown>;
  return rest.gender === null ? { ...rest, gender: "unknown" } : rest;
}
