import { endpoint, route } from "@/app/api/_route/routes";
import { intIdParams } from "@/lib/platform/http/path-id";
import { ok } from "@/lib/platform/http/response";
import { testEndpoint } from "@/lib/webhooks/endpoint-service";
import { testedEndpointResponse } from "@/lib/webhooks/schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: { admin: "webhooks:write" },
      summary: "Send a test to a webhook endpoint",
      description: "A signed message of the type `webhook.test`, once.",
      params: intIdParams,
      responses: { 200: testedEndpointResponse },
      errors: ["not_found"],
    },
    async ({ deps, params }) => ok({ error: await testEndpoint(deps, params.id) }),
  ),
});
