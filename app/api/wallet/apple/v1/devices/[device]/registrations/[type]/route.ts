import { endpoint, route } from "@/app/api/_route/routes";
import { noContent, ok } from "@/lib/platform/http/response";
import { listChangedPasses } from "@/lib/wallet/phone-service";
import { changedPassesQuery, changedPassesResponse, phoneParams } from "@/lib/wallet/schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    {
      auth: "public",
      params: phoneParams,
      query: changedPassesQuery,
      summary: "List a phone's changed passes",
      description: "By their serial numbers. The phone's own name is all that it is known by.",
      responses: { 200: changedPassesResponse, 204: { description: "None has changed, or it has none." } },
      errors: ["not_found", "throttled"],
    },
    async ({ deps, params, query: { passesUpdatedSince: since = null } }) => {
      const changed = await listChangedPasses(deps, { ...params, since });
      if (!changed) return noContent();
      return ok({ serialNumbers: changed.serials, lastUpdated: String(changed.lastUpdated) });
    },
  ),
});
