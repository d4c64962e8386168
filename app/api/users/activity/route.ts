import { endpoint, route } from "@/app/api/_route/routes";
import { activityPageResponse, activityQuery } from "@/lib/activity/schema";
import { listActivity } from "@/lib/activity/service";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: "customer",
      summary: "List my account activity",
      description: "Newest first.",
      query: activityQuery,
      responses: { 200: activityPageResponse },
    },
    async ({ deps, actor, query: { before = null } }) => ok(await listActivity(deps, actor.customer.id, before)),
  ),
});
