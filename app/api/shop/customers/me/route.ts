import { acceptedVersions, customerEtag } from "@/lib/platform/http/etag";
import { ok } from "@/lib/platform/http/response";
import { endpoint, route } from "@/lib/platform/http/route";
import { customerProfileChange, updateCustomerBody } from "@/lib/profile/schema";
import { updateCustomerProfile } from "@/lib/profile/service";
import { toCustomerResponse } from "@/lib/profile/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, ({ customer, language, deps }) =>
    ok(toCustomerResponse(customer, deps.env.APP_URL), { etag: customerEtag(customer, language) }),
  ),

  PATCH: route(
    { auth: "customer", body: updateCustomerBody },
    async ({ customer, body, language, deps, request, device }) => {
      const ifVersions = acceptedVersions(request.headers.get("if-match"), customer.id);
      const circumstances = { ip: device.ip, source: "customers-me", ifVersions };
      const updated = await updateCustomerProfile(deps, customer, customerProfileChange(body), circumstances);
      return ok(toCustomerResponse(updated, deps.env.APP_URL), { etag: customerEtag(updated, language) });
    },
  ),
});
