import { endpoint, route } from "@/app/api/_route/routes";
import { sessionsResponse } from "@/lib/auth/access-schema";
import { endEveryOtherSession, listSessions } from "@/lib/auth/session-service";
import { noContent, ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(
    { auth: "customer", summary: "List my sessions", responses: { 200: sessionsResponse } },
    async ({ deps, actor }) => ok({ sessions: await listSessions(deps, actor) }),
  ),

  /** Every session but the one that asks. */
  DELETE: route(
    {
      auth: "customer",
      summary: "Sign out everywhere else",
      responses: { 204: { description: "Every other session has ended." } },
    },
    async ({ deps, actor, context }) => {
      await endEveryOtherSession(deps, actor, context);
      return noContent();
    },
  ),
});
