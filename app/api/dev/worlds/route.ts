import { endpoint, route } from "@/app/api/_route/routes";
import { created } from "@/lib/platform/http/response";
import { createWorldBody, worldResponse } from "@/lib/worlds/schema";
import { createWorld } from "@/lib/worlds/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "public",
      csrf: "exempt",
      summary: "Make a world",
      description:
        "A shop of the caller's own, in the demo and in tests only. It ends after an hour in which nobody asks it anything.",
      body: createWorldBody,
      responses: { 201: worldResponse },
      errors: ["not_found", "throttled"],
    },
    async ({ deps, body }) => created(await createWorld(deps, body.seed)),
  ),
});
