import { toPendingResponse } from "@/app/api/_responses/pending";
import type { Deps } from "@/lib/deps";
import type { JoinDone, JoinStep, UpdateStep } from "@/lib/loyalty/membership-service";
import type { AddLoyaltyCardBody, UpdateLoyaltyCardBody } from "@/lib/loyalty/schema";
import { CARD_REDIRECT, toLoyaltyCardResponse, toUpdatedAccountResponse } from "@/lib/loyalty/view";
import type { ErrorCode } from "@/lib/platform/errors";
import { created, ok } from "@/lib/platform/http/response";
import type { Submission } from "@/lib/verification/service";

/** How joining can be refused. */
export const joinErrors = [
  "loyalty_100_1",
  "loyalty_100_2",
  "loyalty_100_3",
  "loyalty_100_4",
  "loyalty_100_5",
  "loyalty_100_6",
] as const satisfies readonly ErrorCode[];

type Submitted = Partial<AddLoyaltyCardBody | UpdateLoyaltyCardBody> & Partial<Submission>;

/** A step of joining: 202 with what was submitted, then 201 with the card. @param submitted as parsed */
export function toJoinResponse(result: JoinStep, submitted: Submitted, fields: Deps["fields"]) {
  if (result.step !== "done") return toPendingResponse(result, withoutSubmission(submitted));
  return toJoinedResponse(result, fields);
}

/** 201 with the card that somebody has joined with. */
export function toJoinedResponse({ card, customer }: JoinDone, fields: Deps["fields"]) {
  return created({ card: toLoyaltyCardResponse(card, customer, fields), redirect_url: CARD_REDIRECT });
}

/** A step of changing the account: 202 with what was submitted, then 200 with the account. */
export function toUpdateResponse(result: UpdateStep, submitted: Submitted) {
  if (result.step !== "done") return toPendingResponse(result, withoutSubmission(submitted));
  return ok({ card: toUpdatedAccountResponse(result.member), redirect_url: CARD_REDIRECT });
}

/** Never the code; an unanswered gender in the documents' word. */
function withoutSubmission(submitted: Submitted) {
  const gender = submitted.gender === null ? ("unknown" as const) : submitted.gender;
  return { ...submitted, gender, code: undefined, resend: undefined };
}
