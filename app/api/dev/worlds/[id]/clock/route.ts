import { endpoint, route } from "@/app/api/_route/routes";
import { ok } from "@/lib/platform/http/response";
import { moveClockBody, worldParams, worldResponse } from "@/lib/worlds/schema";
import { moveWorldClock } from "@/lib/worlds/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "public",
      csrf: "exempt",
      summary: "Move a world's time",
      description: "What is due by then is done before the answer.",
      params: worldParams,
      body: moveClockBody,
      responses: { 200: worldResponse },
      errors: ["not_found"],
    },
    async ({ deps, params, body }) => ok(await moveWorldClock(deps, params.id, body)),
  ),
});
