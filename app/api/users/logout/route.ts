import { endpoint, route } from "@/app/api/_route/routes";
import { clearedSessionCookies } from "@/app/api/_route/session-cookie";
import { endSessions } from "@/lib/auth/session-service";
import { ok } from "@/lib/platform/http/response";
import { emptyResponse } from "@/lib/platform/response-schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "optional",
      csrf: "signed-in",
      summary: "Sign out",
      description: "The session ends on the server at once. Without a session, the response is the same.",
      responses: { 200: { schema: emptyResponse, headers: ["Set-Cookie"] } },
    },
    async ({ deps, actor, context }) => {
      await endSessions(deps, actor.sessionTokens, context);
      return ok({}, { cookies: clearedSessionCookies(deps.env) });
    },
  ),
});
