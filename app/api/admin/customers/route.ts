import { endpoint, route } from "@/app/api/_route/routes";
import { adminCustomersResponse, customersQuery } from "@/lib/customers/admin-schema";
import { listCustomers } from "@/lib/customers/admin-service";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: { admin: "customers:read" },
      summary: "List customers by when they changed",
      description:
        "Go on from `next` until `has_more` is false, and from the last `next` to hear later of what has changed since. Nobody is left out who changes meanwhile; who changed in the last half minute may come twice.",
      query: customersQuery,
      responses: { 200: adminCustomersResponse },
    },
    async ({ deps, query }) => ok(await listCustomers(deps, query)),
  ),
});
