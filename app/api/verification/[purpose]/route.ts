import { toPendingResponse } from "@/app/api/_responses/pending";
import { findChallengeHolder } from "@/app/api/_route/challenge-holder";
import { endpoint, route } from "@/app/api/_route/routes";
import { CHALLENGES } from "@/app/api/verification/[purpose]/challenges";
import { isSignedIn } from "@/lib/auth/rules";
import { AppError } from "@/lib/platform/errors";
import { ok } from "@/lib/platform/http/response";
import { purposeOf, submissionBody } from "@/lib/verification/schema";
import { getOpenVerification, resumeChallenge } from "@/lib/verification/service";
import { toVerificationResponse } from "@/lib/verification/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  /** Where the challenge stands that is open in this session. */
  GET: route({ auth: "optional" }, async (input) => {
    const purpose = purposeOf(input.params.purpose);
    const holder = purpose && (await findChallengeHolder(input));
    if (!holder) throw new AppError("not_found");
    return ok(toVerificationResponse(await getOpenVerification(input.deps, holder, purpose)));
  }),

  /** Goes on with it by the code alone, for a page that has nothing else; answers what the purpose's endpoint would. */
  POST: route({ auth: "optional", body: submissionBody }, async (input) => {
    const { deps, actor, params, body, context } = input;
    const purpose = purposeOf(params.purpose);
    if (!purpose || purpose === "token_sign_in") throw new AppError("not_found");
    if (CHALLENGES[purpose].needsCustomer && !isSignedIn(actor)) throw new AppError("not_authenticated");
    const holder = await findChallengeHolder(input);
    if (!holder) throw new AppError("sms_verification_100_4");
    const result = await resumeChallenge(deps, holder, purpose, body, context);
    if (result.step !== "verified") return toPendingResponse(result, {});
    return CHALLENGES[purpose].complete(deps, holder, result.payload, result.grant, context);
  }),
});
