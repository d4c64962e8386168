import { recordActivity } from "@/lib/activity/store";
import type { Actor } from "@/lib/auth/rules";
import { endSessions } from "@/lib/auth/session-service";
import { deleteSession } from "@/lib/auth/session-store";
import { deleteToken } from "@/lib/auth/token-store";
import type { Deps } from "@/lib/deps";
import type { RequestContext } from "@/lib/platform/request-context";

/** Ends what the request came with: the sessions of its cookies, a guest's too, or its token, a personal one too. */
export async function signOut(deps: Deps, actor: Actor, context: RequestContext): Promise<void> {
  await endSessions(deps, actor.sessionTokens, context);
  const { customer, access } = actor;
  if (!customer) return;
  const at = deps.now();
  if (access?.kind === "bearer" && (await deleteSession(deps.db, customer.id, access.id))) {
    await recordActivity(deps.db, customer.id, { kind: "signed_out", at, context });
  }
  if (access?.kind === "token") {
    const name = await deleteToken(deps.db, customer.id, access.id);
    if (name !== null) await recordActivity(deps.db, customer.id, { kind: "token_revoked", at, context, detail: name });
  }
}
