import { endpoint, route } from "@/app/api/_route/routes";
import { endSession } from "@/lib/auth/session-service";
import { idOf } from "@/lib/platform/http/path-id";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  DELETE: route({ auth: "customer" }, async ({ deps, actor, params, context }) => {
    await endSession(deps, actor, idOf(params.id), context);
    return { status: 204 };
  }),
});
