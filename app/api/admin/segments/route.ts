import { endpoint, route } from "@/app/api/_route/routes";
import { ok } from "@/lib/platform/http/response";
import { adminSegmentsResponse } from "@/lib/segments/admin-schema";
import { listAllSegments } from "@/lib/segments/admin-service";
import { toAdminSegmentResponse } from "@/lib/segments/admin-view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: { admin: "segments:read" },
      summary: "List segments",
      description: "Ordered by priority, then id.",
      responses: { 200: adminSegmentsResponse },
    },
    async ({ deps }) => ok({ segments: (await listAllSegments(deps)).map(toAdminSegmentResponse) }),
  ),
});
