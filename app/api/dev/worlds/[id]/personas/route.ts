import { endpoint, route } from "@/app/api/_route/routes";
import { created } from "@/lib/platform/http/response";
import { createPersona } from "@/lib/worlds/persona-service";
import { createPersonaBody, personaResponse, worldParams } from "@/lib/worlds/schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "public",
      csrf: "exempt",
      summary: "Make somebody for a test",
      params: worldParams,
      body: createPersonaBody,
      responses: { 201: personaResponse },
      errors: ["not_found"],
    },
    async ({ deps, params, body }) => created(await createPersona(deps, params.id, body), { isSecret: true }),
  ),
});
