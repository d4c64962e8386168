import { toCustomerStateResponse } from "@/app/api/_responses/profile";
import { endpoint, route } from "@/app/api/_route/routes";
import { customerProfileChange, customerResponse, updateCustomerBody } from "@/lib/profile/schema";
import { updateCustomer } from "@/lib/profile/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: "customer",
      errorShape: "detailed",
      summary: "Get the customer",
      responses: { 200: { schema: customerResponse, headers: ["ETag"] } },
    },
    ({ deps, actor, context }) => toCustomerStateResponse(deps, actor.customer, context),
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
      return toCustomerStateResponse(deps, customer, context);
    },
  ),
});
