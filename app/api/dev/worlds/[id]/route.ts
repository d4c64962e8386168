import { endpoint, route } from "@/app/api/_route/routes";
import { noContent } from "@/lib/platform/http/response";
import { worldParams } from "@/lib/worlds/schema";
import { endWorld } from "@/lib/worlds/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  DELETE: route(
    {
      auth: "public",
      csrf: "exempt",
      summary: "End a world",
      params: worldParams,
      responses: { 204: {} },
      errors: ["not_found"],
    },
    async ({ deps, params }) => {
      await endWorld(deps, params.id);
      return noContent();
    },
  ),
});
