import { endpoint, route } from "@/app/api/_route/routes";
import { intIdParams } from "@/lib/platform/http/path-id";
import { ok } from "@/lib/platform/http/response";
import { adminSegmentResponse, saveSegmentBody } from "@/lib/segments/admin-schema";
import { saveSegment } from "@/lib/segments/admin-service";
import { toSavedSegmentResponse } from "@/lib/segments/admin-view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  PUT: route(
    {
      auth: { admin: "segments:write" },
      summary: "Add or change a segment",
      description: "Under the id that other systems know it by.",
      params: intIdParams,
      body: saveSegmentBody,
      responses: { 200: adminSegmentResponse },
      errors: ["not_found"],
    },
    async ({ deps, actor, params: { id }, body }) => {
      await saveSegment(deps, actor, { id, name: body.name, priority: body.priority, priceListId: body.price_list_id });
      return ok(toSavedSegmentResponse(id, body));
    },
  ),
});
