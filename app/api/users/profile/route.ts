import { acceptedVersions, customerEtag } from "@/lib/http/etag";
import { ok } from "@/lib/http/reply";
import { endpoint, route } from "@/lib/http/route";
import { profileChange, updateProfileBody } from "@/lib/profile/schema";
import { updateProfile } from "@/lib/profile/service";
import { profileView } from "@/lib/profile/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, ({ customer, language, deps }) =>
    ok(profileView(customer, { language, appUrl: deps.env.APP_URL }), { etag: customerEtag(customer, language) }),
  ),

  PATCH: route(
    { auth: "customer", body: updateProfileBody },
    async ({ customer, body, language, deps, request, device }) => {
      const ifVersions = acceptedVersions(request.headers.get("if-match"), customer.id);
      const updated = await updateProfile(deps, customer, profileChange(body), {
        ip: device.ip,
        source: "profile",
        ifVersions,
      });
      return ok(profileView(updated, { language, appUrl: deps.env.APP_URL }), {
        etag: customerEtag(updated, language),
      });
    },
  ),
});
