import { endpoint, route } from "@/app/api/_route/routes";
import { ok } from "@/lib/platform/http/response";
import { segmentsResponse } from "@/lib/segments/schema";
import { listSegments } from "@/lib/segments/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: "customer",
      summary: "List my segments",
      description: "Ordered by priority, then pk.",
      responses: { 200: segmentsResponse },
    },
    async ({ deps, actor }) => ok(await listSegments(deps, actor.customer)),
  ),
});
