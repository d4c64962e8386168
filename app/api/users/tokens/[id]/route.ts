import { endpoint, route } from "@/app/api/_route/routes";
import { revokeToken } from "@/lib/auth/token-service";
import { idParams } from "@/lib/platform/http/path-id";
import { noContent } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  DELETE: route(
    {
      auth: "customer",
      summary: "Revoke an API token",
      params: idParams,
      responses: { 204: {} },
      errors: ["not_found"],
    },
    async ({ deps, actor, params, context }) => {
      await revokeToken(deps, actor, params.id, context);
      return noContent();
    },
  ),
});
