import { endpoint, route } from "@/app/api/_route/routes";
import { intIdParams } from "@/lib/platform/http/path-id";
import { created } from "@/lib/platform/http/response";
import { rotateSecret } from "@/lib/webhooks/endpoint-service";
import { addedEndpointResponse } from "@/lib/webhooks/schema";
import { toAddedEndpointResponse } from "@/lib/webhooks/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: { admin: "webhooks:write" },
      summary: "Rotate a webhook endpoint's secret",
      description: "For a day messages are signed with the former secret too.",
      params: intIdParams,
      responses: { 201: addedEndpointResponse },
      errors: ["not_found"],
    },
    async ({ deps, actor, params }) =>
      created(toAddedEndpointResponse(await rotateSecret(deps, actor, params.id)), { isSecret: true }),
  ),
});
