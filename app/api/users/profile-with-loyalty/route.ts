import { acceptedVersions, customerEtag } from "@/lib/http/etag";
import { ok } from "@/lib/http/reply";
import { endpoint, route } from "@/lib/http/route";
import { profileChange, updateProfileWithLoyaltyBody } from "@/lib/profile/schema";
import { updateProfile } from "@/lib/profile/service";
import { profileView } from "@/lib/profile/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, ({ customer, language, deps }) =>
    ok(profileView(customer, { language, appUrl: deps.env.APP_URL }), { etag: customerEtag(customer, language) }),
  ),

  PATCH: route(
    { auth: "customer", body: updateProfileWithLoyaltyBody },
    async ({ customer, body, language, deps, request, device }) => {
      const ifVersions = acceptedVersions(request.headers.get("if-match"), customer.id);
      const circumstances = { ip: device.ip, source: "profile-with-loyalty", ifVersions };
      const updated = await updateProfile(deps, customer, profileChange(body), circumstances);
      return ok(profileView(updated, { language, appUrl: deps.env.APP_URL }), {
        etag: customerEtag(updated, language),
      });
    },
  ),
});
