import { endpoint, route } from "@/app/api/_route/routes";
import { customerEtag } from "@/lib/customers/rules";
import { ok } from "@/lib/platform/http/response";
import { customerProfileChange, customerResponse, updateCustomerBody } from "@/lib/profile/schema";
import { updateCustomer } from "@/lib/profile/service";
import { toCustomerResponse } from "@/lib/profile/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: "customer",
      summary: "Get the customer",
      responses: { 200: { schema: customerResponse, headers: ["ETag"] } },
    },
    ({ deps, actor: { customer }, context }) =>
      ok(toCustomerResponse(customer, deps.env.APP_URL), { etag: customerEtag(customer, context.language) }),
  ),

  PATCH: route(
    {
      auth: "customer",
      source: "customers-me",
      body: updateCustomerBody,
      summary: "Change the customer",
      description:
        "Only what is sent is changed. Address and number are read-only here. ETag and If-Match as for the profile.",
      responses: { 200: { schema: customerResponse, headers: ["ETag"] } },
      errors: ["precondition_failed"],
    },
    async ({ deps, actor, body, context }) => {
      const customer = await updateCustomer(deps, actor, customerProfileChange(body), context);
      return ok(toCustomerResponse(customer, deps.env.APP_URL), { etag: customerEtag(customer, context.language) });
    },
  ),
});
