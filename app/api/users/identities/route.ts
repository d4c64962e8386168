import { endpoint, route } from "@/app/api/_route/routes";
import { identitiesResponse } from "@/lib/auth/identity-schema";
import { listIdentities } from "@/lib/auth/identity-service";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: "customer",
      summary: "List my identities at the shop's own sign-in",
      responses: { 200: identitiesResponse },
    },
    async ({ deps, actor: { customer } }) => ok({ identities: await listIdentities(deps, customer.id) }),
  ),
});
