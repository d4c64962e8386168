import { endpoint, route } from "@/app/api/_route/routes";
import { ok } from "@/lib/platform/http/response";
import { worldParams, worldResponse } from "@/lib/worlds/schema";
import { resetWorld } from "@/lib/worlds/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "public",
      csrf: "exempt",
      summary: "Put a world back to how it began",
      params: worldParams,
      responses: { 200: worldResponse },
      errors: ["not_found"],
    },
    async ({ deps, params }) => ok(await resetWorld(deps, params.id)),
  ),
});
