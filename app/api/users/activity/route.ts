import { endpoint, route } from "@/app/api/_route/routes";
import { activityPageResponse, activityQuery } from "@/lib/activity/schema";
import { listActivity } from "@/lib/activity/service";
import { parseId } from "@/lib/platform/http/path-id";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: "customer",
      summary: "List my account activity",
      description: "Newest first.",
      query: activityQuery,
      responses: { 200: activityPageResponse },
      errors: ["not_found"],
    },
    async ({ deps, actor, query: { before } }) =>
      ok(await listActivity(deps, actor.customer.id, before === undefined ? null : parseId(before))),
  ),
});
