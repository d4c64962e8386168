import { endpoint, route } from "@/app/api/_route/routes";
import { ok } from "@/lib/platform/http/response";
import { activeSegmentResponse, segmentParams } from "@/lib/segments/schema";
import { activateSegment } from "@/lib/segments/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "customer",
      summary: "Activate a segment",
      description:
        "Also available at /segments/{id}/set/. The choice is stored with the account and outlives the session.",
      params: segmentParams,
      responses: { 200: activeSegmentResponse },
      errors: ["segment_100_1", "not_found"],
    },
    async ({ deps, actor, params, context }) => ok(await activateSegment(deps, actor, params.id, context)),
  ),
});
