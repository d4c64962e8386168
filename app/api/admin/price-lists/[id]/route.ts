import { endpoint, route } from "@/app/api/_route/routes";
import { intIdParams } from "@/lib/platform/http/path-id";
import { ok } from "@/lib/platform/http/response";
import { adminPriceListResponse, savePriceListBody } from "@/lib/segments/admin-schema";
import { savePriceList } from "@/lib/segments/admin-service";
import { toSavedPriceListResponse } from "@/lib/segments/admin-view";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  PUT: route(
    {
      auth: { admin: "segments:write" },
      summary: "Add or change a price list",
      description: "Under the id that other systems know it by.",
      params: intIdParams,
      body: savePriceListBody,
      responses: { 200: adminPriceListResponse },
      errors: ["not_found"],
    },
    async ({ deps, actor, params: { id }, body }) => {
      await savePriceList(deps, actor, { id, ...body });
      return ok(toSavedPriceListResponse(id, body));
    },
  ),
});
