import { endpoint, route } from "@/app/api/_route/routes";
import { created, ok } from "@/lib/platform/http/response";
import { addEndpoint, listEndpoints } from "@/lib/webhooks/endpoint-service";
import { addEndpointBody, addedEndpointResponse, endpointsResponse } from "@/lib/webhooks/schema";
import { toAddedEndpointResponse, toEndpointStateResponse } from "@/lib/webhooks/view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: { admin: "webhooks:read" },
      summary: "List webhook endpoints",
      responses: { 200: endpointsResponse },
    },
    async ({ deps }) => ok({ endpoints: (await listEndpoints(deps)).map(toEndpointStateResponse) }),
  ),

  POST: route(
    {
      auth: { admin: "webhooks:write" },
      summary: "Add a webhook endpoint",
      description: "It gets the events from now on. The secret is shown only once.",
      body: addEndpointBody,
      responses: { 201: addedEndpointResponse },
    },
    async ({ deps, actor, body }) =>
      created(toAddedEndpointResponse(await addEndpoint(deps, actor, body)), { isSecret: true }),
  ),
});
