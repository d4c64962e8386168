import { endpoint, route } from "@/app/api/_route/routes";
import { ok } from "@/lib/platform/http/response";
import { adminPriceListsResponse } from "@/lib/segments/admin-schema";
import { listPriceLists } from "@/lib/segments/admin-service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: { admin: "segments:read" },
      summary: "List price lists",
      responses: { 200: adminPriceListsResponse },
    },
    async ({ deps }) => ok({ price_lists: await listPriceLists(deps) }),
  ),
});
