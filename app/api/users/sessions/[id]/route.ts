import { endpoint, route } from "@/app/api/_route/routes";
import { endSession } from "@/lib/auth/session-service";
import { idParams } from "@/lib/platform/http/path-id";
import { noContent } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  DELETE: route(
    { auth: "customer", summary: "End a session", params: idParams, responses: { 204: {} }, errors: ["not_found"] },
    async ({ deps, actor, params, context }) => {
      await endSession(deps, actor, params.id, context);
      return noContent();
    },
  ),
});
