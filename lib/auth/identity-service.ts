import { recordActivity } from "@/lib/activity/store";
import { lockActor } from "@/lib/auth/actor-service";
import { assertFreshSignIn } from "@/lib/auth/fresh-sign-in-service";
import type { IdentityResponse } from "@/lib/auth/identity-schema";
import { findOwnIdentity, readIdentities, writeIdentity } from "@/lib/auth/identity-store";
import { toIdentityResponse } from "@/lib/auth/identity-view";
import { hasWayIn } from "@/lib/auth/passkey-store";
import type { CustomerActor } from "@/lib/auth/rules";
import type { Deps } from "@/lib/deps";
import { queueMailAlert } from "@/lib/notifications/alert-service";
import { deliverSoon } from "@/lib/notifications/service";
import { transact } from "@/lib/platform/database/transact";
import { AppError } from "@/lib/platform/errors";
import type { RequestContext } from "@/lib/platform/request-context";

/* Who a customer is at the shop's own sign-in. It opens the account, so changing that takes a fresh sign-in. */

export async function listIdentities(deps: Deps, customerId: number): Promise<IdentityResponse[]> {
  const rows = await readIdentities(deps.db, customerId);
  return rows.map((row) => toIdentityResponse(row, deps.identityProvider));
}

/**
 * Lets an identity sign in, or no longer, of which its owner is told.
 * @throws as assertFreshSignIn, lockActor; AppError `not_found` when it is not theirs, `identity_last_way_in`
 */
export async function allowIdentity(
  deps: Deps,
  actor: CustomerActor,
  { id, isAllowed }: { id: bigint; isAllowed: boolean },
  context: RequestContext,
): Promise<IdentityResponse> {
  await assertFreshSignIn(deps, actor);
  const { customer } = actor;
  const at = deps.now();
  const response = await transact(deps.db, async (transaction) => {
    // Of two removals at once the second one must see the first.
    await lockActor(transaction, actor);
    const identity = await findOwnIdentity(transaction, customer.id, id);
    if (!identity) throw new AppError("not_found");
    const found = toIdentityResponse(identity, deps.identityProvider);
    if (found.is_allowed === isAllowed) return found;
    const columns = isAllowed ? { removedAt: null, linkedAt: at } : { removedAt: at };
    const changed = toIdentityResponse(await writeIdentity(transaction, id, columns), deps.identityProvider);
    if (!(await hasWayIn(transaction, customer.id, deps.identityProvider?.issuer ?? null))) {
      throw new AppError("identity_last_way_in");
    }
    const kind = isAllowed ? "identity_linked" : "identity_removed";
    await recordActivity(transaction, customer.id, { kind, at, context, detail: changed.name });
    await queueMailAlert(transaction, deps, customer, kind, { name: changed.name });
    return changed;
  });
  deliverSoon(deps);
  return response;
}
