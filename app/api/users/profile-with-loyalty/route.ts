import { toStepResponse } from "@/app/api/_responses/step";
import { followProfile } from "@/lib/loyalty/service";
import { acceptedVersions, customerEtag } from "@/lib/platform/http/etag";
import { ok } from "@/lib/platform/http/response";
import { endpoint, route } from "@/lib/platform/http/route";
import { profileChange, updateProfileWithLoyaltyBody } from "@/lib/profile/schema";
import { updateProfile } from "@/lib/profile/service";
import { toProfileResponse } from "@/lib/profile/view";

/** Here a changed phone needs a code whatever the shop's policy for the plain profile is. */
const POLICY = "sms_otp";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, ({ customer, language, deps }) =>
    ok(toProfileResponse(customer, { language, appUrl: deps.env.APP_URL }), { etag: customerEtag(customer, language) }),
  ),

  PATCH: route({ auth: "customer", body: updateProfileWithLoyaltyBody }, async (context) => {
    const { customer, body, language, deps, request, device } = context;
    const ifVersions = acceptedVersions(request.headers.get("if-match"), customer.id);
    const programme = followProfile(deps);
    const circumstances = { ip: device.ip, source: "profile-with-loyalty", ifVersions, within: programme.within };
    const wish = { change: profileChange(body), answer: body, policy: POLICY } as const;
    const result = await updateProfile(deps, context, wish, circumstances);
    const view = toProfileResponse(result.customer, { language, appUrl: deps.env.APP_URL });
    if (result.step !== "done") return toStepResponse(result, view);
    await programme.afterwards();
    return ok(view, { etag: customerEtag(result.customer, language) });
  }),
});
