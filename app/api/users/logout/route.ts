import { endpoint, route } from "@/app/api/_route/routes";
import { clearedSessionCookies } from "@/app/api/_route/session-cookie";
import { signOut } from "@/lib/auth/sign-out-service";
import { ok } from "@/lib/platform/http/response";
import { emptyResponse } from "@/lib/platform/response-schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    {
      auth: "optional",
      csrf: "signed-in",
      summary: "Sign out",
      description:
        "The session, or the token in `Authorization`, ends on the server at once. With neither, the response is the same.",
      responses: { 200: { schema: emptyResponse, headers: ["Set-Cookie"] } },
    },
    async ({ deps, actor, context }) => {
      await signOut(deps, actor, context);
      return ok({}, { cookies: clearedSessionCookies(deps.env) });
    },
  ),
});
