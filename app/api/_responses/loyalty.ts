import { stepReply } from "@/app/api/_responses/step";
import type { JoinStep, UpdateStep } from "@/lib/loyalty/membership-service";
import { CARD_REDIRECT, loyaltyCardView, updatedAccountView } from "@/lib/loyalty/view";
import { ok, type Reply } from "@/lib/platform/http/response";

/** What a step of joining answers: 202 with what was submitted, then 201 with the card. @param submitted as parsed */
export function joinReply(result: JoinStep, submitted: object): Reply {
  if (result.step !== "done") return stepReply(result, withoutAnswer(submitted));
  const card = loyaltyCardView(result.card, result.customer);
  return { status: 201, body: { card, redirect_url: CARD_REDIRECT } };
}

/** What a step of changing the account answers: 202 with what was submitted, then 200 with the account. */
export function updateReply(result: UpdateStep, submitted: object): Reply {
  if (result.step !== "done") return stepReply(result, withoutAnswer(submitted));
  return ok({ card: updatedAccountView(result.member), redirect_url: CARD_REDIRECT });
}

/** Never the code; an unanswered gender in the documents' word. */
function withoutAnswer(submitted: object): object {
  const { code: _code, resend: _resend, ...rest } = submitted as Record<string, unknown>;
  return rest.gender === null ? { ...rest, gender: "unknown" } : rest;
}
