import { clearedSessionCookie } from "@/app/api/_route/session-cookie";
import { endSessions, sessionTokensOf } from "@/lib/auth/session-service";
import { ok } from "@/lib/platform/http/response";
import { endpoint, route } from "@/lib/platform/http/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "public", csrf: "signed-in" }, async ({ deps, cookies, device }) => {
    await endSessions(deps, sessionTokensOf(cookies), device);
    return ok({}, { cookie: clearedSessionCookie(deps.env) });
  }),
});
