import { ok } from "@/lib/http/reply";
import { endpoint, ownerOf, route } from "@/lib/http/route";
import { sessionOf } from "@/lib/profile/service";
import { endEveryOtherSession, listSessions } from "@/lib/security/service";

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
