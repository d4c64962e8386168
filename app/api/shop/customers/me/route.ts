import { endpoint, route } from "@/app/api/_route/routes";
import { customerEtag } from "@/lib/customers/rules";
import { ok } from "@/lib/platform/http/response";
import { customerProfileChange, updateCustomerBody } from "@/lib/profile/schema";
import { updateCustomer } from "@/lib/profile/service";
import { toCustomerResponse } from "@/lib/profile/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, ({ deps, actor: { customer }, context }) =>
    ok(toCustomerResponse(customer, deps.env.APP_URL), { etag: customerEtag(customer, context.language) }),
  ),

  PATCH: route(
    { auth: "customer", source: "customers-me", body: updateCustomerBody },
    async ({ deps, actor, body, context }) => {
      const customer = await updateCustomer(deps, actor, customerProfileChange(body), context);
      return ok(toCustomerResponse(customer, deps.env.APP_URL), { etag: customerEtag(customer, context.language) });
    },
  ),
});
