import { endpoint, route } from "@/app/api/_route/routes";
import { clearedSessionCookie } from "@/app/api/_route/session-cookie";
import { endSessions } from "@/lib/auth/session-service";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "optional", csrf: "signed-in" }, async ({ deps, actor, context }) => {
    await endSessions(deps, actor.sessionTokens, context);
    return ok({}, { cookie: clearedSessionCookie(deps.env) });
  }),
});
