import { ok } from "@/lib/http/reply";
import { endpoint, route } from "@/lib/http/route";
import { clearedSessionCookie } from "@/lib/http/session-cookie";
import { endSessions, sessionTokensOf } from "@/lib/session";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ auth: "public", csrf: "signed-in" }, async ({ deps, cookies, device }) => {
    await endSessions(deps, sessionTokensOf(cookies), device);
    return ok({}, { cookie: clearedSessionCookie(deps.env) });
  }),
});
