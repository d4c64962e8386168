import { ok } from "@/lib/http/reply";
import { endpoint, ownerOf, route } from "@/lib/http/route";
import { endEveryOtherSession, listSessions } from "@/lib/security/service";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ auth: "customer" }, async (context) =>
    ok({ sessions: await listSessions(context.deps, ownerOf(context)) }),
  ),

  /** Every session but the one that asks. */
  DELETE: route({ auth: "customer" }, async (context) => {
    await endEveryOtherSession(context.deps, ownerOf(context));
    return { status: 204 };
  }),
});
