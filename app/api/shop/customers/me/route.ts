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
      errorShape: "detailed",
      summary: "Get the customer",
      responses: { 200: { schema: customerResponse, headers: ["ETag"] } },
    },
    ({ deps, actor: { customer }, context }) =>
      ok(toCustomerResponse(customer, deps.env.APP_URL), { etag: customerEtag(customer, context.language) }),
  ),

  PATCH: route(
    {
      auth: "customer",
      errorShape: "detailed",
      source: "customers-me",
      body: updateCustomerBody,
      summary: "Update the customer",
      description: "Changes only the fields that are sent. Email address and mobile number are read-only here.",
      responses: { 200: { schema: customerResponse, headers: ["ETag"] } },
      errors: ["precondition_failed"],
    },
    async ({ deps, actor, body, context }) => {
      const customer = await updateCustomer(deps, actor, customerProfileChange(body), context);
      return ok(toCustomerResponse(customer, deps.env.APP_URL), { etag: customerEtag(customer, context.language) });
    },
  ),
});
