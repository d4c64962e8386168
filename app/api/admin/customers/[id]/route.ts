import { endpoint, route } from "@/app/api/_route/routes";
import { adminCustomerResponse, changeCustomerBody } from "@/lib/customers/admin-schema";
import { changeCustomer, getCustomerForAdmin } from "@/lib/customers/admin-service";
import { intIdParams } from "@/lib/platform/http/path-id";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: { admin: "customers:read" },
      summary: "Get a customer",
      params: intIdParams,
      responses: { 200: adminCustomerResponse },
      errors: ["not_found"],
    },
    async ({ deps, params }) => ok(await getCustomerForAdmin(deps, params.id)),
  ),

  PATCH: route(
    {
      auth: { admin: "customers:write" },
      source: "back_office",
      summary: "Change a customer",
      description: "Partial. Consents enter the customer's own ledger, with `back_office` as their source.",
      params: intIdParams,
      body: changeCustomerBody,
      responses: { 200: adminCustomerResponse },
      errors: ["not_found"],
    },
    async ({ deps, actor, params, body, context }) => ok(await changeCustomer(deps, actor, params.id, body, context)),
  ),
});
