import { endpoint, route } from "@/app/api/_route/routes";
import { intIdParams } from "@/lib/platform/http/path-id";
import { noContent, ok } from "@/lib/platform/http/response";
import { disableEndpoint, enableEndpoint, removeEndpoint } from "@/lib/webhooks/endpoint-service";
import { changeEndpointBody, endpointResponse } from "@/lib/webhooks/schema";
import { toEndpointResponse } from "@/lib/webhooks/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  PATCH: route(
    {
      auth: { admin: "webhooks:write" },
      summary: "Enable or disable a webhook endpoint",
      description:
        "An enabled one goes on with what it has not taken; nothing was queued for it while it was disabled.",
      params: intIdParams,
      body: changeEndpointBody,
      responses: { 200: endpointResponse },
      errors: ["not_found"],
    },
    async ({ deps, actor, params, body }) => {
      const change = body.is_enabled ? enableEndpoint : disableEndpoint;
      return ok(toEndpointResponse(await change(deps, actor, params.id)));
    },
  ),

  DELETE: route(
    {
      auth: { admin: "webhooks:write" },
      summary: "Remove a webhook endpoint",
      params: intIdParams,
      responses: { 204: {} },
      errors: ["not_found"],
    },
    async ({ deps, actor, params }) => {
      await removeEndpoint(deps, actor, params.id);
      return noContent();
    },
  ),
});
