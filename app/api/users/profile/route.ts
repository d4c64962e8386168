import { toPendingResponse } from "@/app/api/_responses/pending";
import { toProfileStateResponse } from "@/app/api/_responses/profile";
import { endpoint, route } from "@/app/api/_route/routes";
import { profileChange, updateProfileBody } from "@/lib/profile/schema";
import { updateProfile } from "@/lib/profile/service";
import { toPendingProfileResponse } from "@/lib/profile/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, ({ deps, actor, context }) =>
    toProfileStateResponse(deps.env, actor.customer, context),
  ),

  PATCH: route(
    { auth: "customer", source: "profile", body: updateProfileBody },
    async ({ deps, actor, body, context }) => {
      const update = { change: profileChange(body), source: context.source, syncsLoyalty: false };
      const policy = deps.env.PHONE_VERIFICATION;
      const result = await updateProfile(deps, actor, { ...update, policy, submission: body }, context);
      if (result.step === "done") return toProfileStateResponse(deps.env, result.customer, context);
      return toPendingResponse(result, toPendingProfileResponse(result.customer, deps.env.APP_URL));
    },
  ),
});
