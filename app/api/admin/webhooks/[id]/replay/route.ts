import { endpoint, route } from "@/app/api/_route/routes";
import { intIdParams } from "@/lib/platform/http/path-id";
import { ok } from "@/lib/platform/http/response";
import { replayEvents } from "@/lib/webhooks/endpoint-service";
import { replayBody, replayedResponse } from "@/lib/webhooks/schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: { admin: "webhooks:write" },
      summary: "Send events anew",
      description: "With the ids that they had, in order for each customer. Events are kept for 30 days.",
      params: intIdParams,
      body: replayBody,
      responses: { 200: replayedResponse },
      errors: ["not_found"],
    },
    async ({ deps, actor, params, body }) => ok({ customers: await replayEvents(deps, actor, params.id, body) }),
  ),
});
