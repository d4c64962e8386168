import { toStepResponse } from "@/app/api/_responses/step";
import { acceptedVersions, customerEtag } from "@/lib/platform/http/etag";
import { ok } from "@/lib/platform/http/response";
import { endpoint, route } from "@/lib/platform/http/route";
import { profileChange, updateProfileBody } from "@/lib/profile/schema";
import { updateProfile } from "@/lib/profile/service";
import { toPendingProfileResponse, toProfileResponse } from "@/lib/profile/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, ({ customer, language, deps }) =>
    ok(toProfileResponse(customer, { language, appUrl: deps.env.APP_URL }), { etag: customerEtag(customer, language) }),
  ),

  PATCH: route({ auth: "customer", body: updateProfileBody }, async (context) => {
    const { customer, body, language, deps, request, device } = context;
    const { PHONE_VERIFICATION: policy, APP_URL: appUrl } = deps.env;
    const ifVersions = acceptedVersions(request.headers.get("if-match"), customer.id);
    const circumstances = { ip: device.ip, source: "profile", ifVersions };
    const result = await updateProfile(
      deps,
      context,
      { change: profileChange(body), answer: body, policy },
      circumstances,
    );
    if (result.step !== "done") return toStepResponse(result, toPendingProfileResponse(result.customer, appUrl));
    const view = toProfileResponse(result.customer, { language, appUrl });
    return ok(view, { etag: customerEtag(result.customer, language) });
  }),
});
