import { joinErrors } from "@/app/api/_responses/loyalty";
import { challengeErrors, toPendingResponse } from "@/app/api/_responses/pending";
import { findChallengeHolder } from "@/app/api/_route/challenge-holder";
import { endpoint, route } from "@/app/api/_route/routes";
import { guestSessionCookies } from "@/app/api/_route/session-cookie";
import { CHALLENGES, resumedResponses } from "@/app/api/verification/[purpose]/challenges";
import { isSignedIn } from "@/lib/auth/rules";
import { AppError } from "@/lib/platform/errors";
import { ok } from "@/lib/platform/http/response";
import { purposeParams, submissionBody, verificationResponse } from "@/lib/verification/schema";
import { getOpenVerification, resumeChallenge } from "@/lib/verification/service";
import { toVerificationResponse } from "@/lib/verification/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  /** Where the challenge stands that is open in this session. */
  GET: route(
    {
      auth: "optional",
      summary: "Get an open challenge",
      description: "For a page that was reloaded: the challenge that is open in this session, 404 if there is none.",
      params: purposeParams,
      responses: { 200: verificationResponse },
      errors: ["not_found"],
    },
    async (input) => {
      const holder = await findChallengeHolder(input);
      if (!holder) throw new AppError("not_found");
      return ok(toVerificationResponse(await getOpenVerification(input.deps, holder, input.params.purpose)));
    },
  ),

  /** Goes on with it by the code alone, for a page that has nothing else; answers what the purpose's endpoint would. */
  POST: route(
    {
      auth: "optional",
      body: submissionBody,
      summary: "Continue with just the code",
      description:
        "Responds as the endpoint that started the challenge would: with the profile, the card or the session's key. `phone_change`, `loyalty_join`, `loyalty_update`, `fresh_sign_in` and `account_deletion` need the session or token that started them. `token_sign_in` continues at customers/auth/otp/signin/verify.",
      params: purposeParams,
      responses: resumedResponses,
      errors: [
        ...challengeErrors,
        "account_dormant",
        "fresh_sign_in_required",
        "kvkk_service_100_2",
        ...joinErrors,
        "not_authenticated",
        "not_found",
        "passkey_required",
        "precondition_failed",
      ],
    },
    async (input) => {
      const { deps, actor, body, context } = input;
      const { purpose } = input.params;
      if (purpose === "token_sign_in") throw new AppError("not_found");
      if (CHALLENGES[purpose].needsCustomer && !isSignedIn(actor)) throw new AppError("not_authenticated");
      const holder = await findChallengeHolder(input);
      if (!holder) throw new AppError("sms_verification_100_4");
      const result = await resumeChallenge(deps, holder, purpose, body, context);
      if (result.step !== "verified") {
        return toPendingResponse(result, {}, guestSessionCookies(deps.env, result.guestToken));
      }
      return CHALLENGES[purpose].complete(deps, holder, result.payload, result.grant, context);
    },
  ),
});
