import { endEveryOtherSession, listSessions } from "@/lib/auth/access-service";
import { ok } from "@/lib/platform/http/response";
import { endpoint, ownerOf, route } from "@/lib/platform/http/route";
import { sessionOf } from "@/lib/profile/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async (context) =>
    ok({ sessions: await listSessions(context.deps, context.customer.id, sessionOf(context.holder)) }),
  ),

  /** Every session but the one that asks. */
  DELETE: route({ auth: "customer" }, async (context) => {
    await endEveryOtherSession(context.deps, ownerOf(context));
    return { status: 204 };
  }),
});
