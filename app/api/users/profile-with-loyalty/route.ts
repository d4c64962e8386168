import { challengeErrors, toPendingResponse } from "@/app/api/_responses/pending";
import { toProfileStateResponse } from "@/app/api/_responses/profile";
import { endpoint, route } from "@/app/api/_route/routes";
import {
  profileChange,
  profileResponse,
  updatedProfileResponse,
  updateProfileWithLoyaltyBody,
  wholeProfileStepResponse,
} from "@/lib/profile/schema";
import { updateProfile } from "@/lib/profile/service";
import { toProfileResponse } from "@/lib/profile/view";

/** Here a changed phone needs a code whatever the shop's policy for the plain profile is. */
const POLICY = "sms_otp";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: "customer",
      summary: "Get the profile with loyalty",
      description: "Same as /users/profile/.",
      responses: { 200: { schema: profileResponse, headers: ["ETag"] } },
    },
    ({ deps, actor, context }) => toProfileStateResponse(deps, actor.customer, context),
  ),

  PATCH: route(
    {
      auth: "customer",
      source: "profile-with-loyalty",
      body: updateProfileWithLoyaltyBody,
      summary: "Update the profile and the loyalty account",
      description: "A new phone always needs a code here, whatever the store's policy. There is no avatar.",
      responses: { 200: { schema: updatedProfileResponse, headers: ["ETag"] }, 202: wholeProfileStepResponse },
      errors: [...challengeErrors, "fresh_sign_in_required", "kvkk_service_100_2", "precondition_failed"],
    },
    async ({ deps, actor, body, context }) => {
      const update = { change: profileChange(body), source: context.source, syncsLoyalty: true };
      const result = await updateProfile(deps, actor, { ...update, policy: POLICY, submission: body }, context);
      if (result.step === "done") return toProfileStateResponse(deps, result.customer, context);
      const { env, fields } = deps;
      const options = { language: context.language, appUrl: env.APP_URL, fields };
      return toPendingResponse(result, toProfileResponse(result.customer, options));
    },
  ),
});
