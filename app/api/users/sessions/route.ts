import { endpoint, route } from "@/app/api/_route/routes";
import { endEveryOtherSession, listSessions } from "@/lib/auth/session-service";
import { ok } from "@/lib/platform/http/response";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async ({ deps, actor }) => ok({ sessions: await listSessions(deps, actor) })),

  /** Every session but the one that asks. */
  DELETE: route({ auth: "customer" }, async ({ deps, actor, context }) => {
    await endEveryOtherSession(deps, actor, context);
    return { status: 204 };
  }),
});
