import { challengeErrors, toPendingResponse } from "@/app/api/_responses/pending";
import { toProfileStateResponse } from "@/app/api/_responses/profile";
import { endpoint, route } from "@/app/api/_route/routes";
import {
  profileChange,
  profileResponse,
  profileStepResponse,
  updatedProfileResponse,
  updateProfileBody,
} from "@/lib/profile/schema";
import { updateProfile } from "@/lib/profile/service";
import { toPendingProfileResponse } from "@/lib/profile/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: "customer",
      summary: "Get the profile",
      responses: { 200: { schema: profileResponse, headers: ["ETag"] } },
    },
    ({ deps, actor, context }) => toProfileStateResponse(deps, actor.customer, context),
  ),

  PATCH: route(
    {
      auth: "customer",
      source: "profile",
      body: updateProfileBody,
      summary: "Update the profile",
      description:
        "Changes only the fields that are sent. A new phone starts a challenge: the old number stays in force until the code is submitted. In stores set to `kvkk`, changing a consent needs a code, too. Send a picture as multipart/form-data.",
      responses: { 200: { schema: updatedProfileResponse, headers: ["ETag"] }, 202: profileStepResponse },
      errors: [...challengeErrors, "fresh_sign_in_required", "kvkk_service_100_2", "precondition_failed"],
    },
    async ({ deps, actor, body, context }) => {
      const update = { change: profileChange(body), source: context.source, syncsLoyalty: false };
      const policy = deps.env.PHONE_VERIFICATION;
      const result = await updateProfile(deps, actor, { ...update, policy, submission: body }, context);
      if (result.step === "done") return toProfileStateResponse(deps, result.customer, context);
      return toPendingResponse(result, toPendingProfileResponse(result.customer, deps.env.APP_URL));
    },
  ),
});
