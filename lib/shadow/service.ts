import { startShadowSession } from "@/lib/auth/session-service";
import type { Deps } from "@/lib/deps";
import { findMovedIn } from "@/lib/import/store";

const CUSTOMERS_MAX = 10_000;
/** Less than a session lives. */
const KEPT_MS = 30 * 60_000;

/** @returns a token of ours for a customer by what the old platform calls them; null for who has not moved in */
export type ShadowIdentity = (externalId: string) => Promise<string | null>;

/** Signs customers in whom the old platform has signed in. @param source as they were imported */
export function openShadowIdentity(deps: Deps, source: string): ShadowIdentity {
  const tokens = new Map<string, { token: Promise<string | null>; until: number }>();
  const issue = async (externalId: string) => {
    const customerId = await findMovedIn(deps.db, source, externalId);
    return customerId === null ? null : startShadowSession(deps, customerId);
  };
  return (externalId) => {
    const known = tokens.get(externalId);
    const now = deps.now().getTime();
    if (known && known.until > now) return known.token;
    const token = issue(externalId);
    token.catch(() => tokens.delete(externalId));
    if (tokens.size >= CUSTOMERS_MAX) tokens.clear();
    tokens.set(externalId, { token, until: now + KEPT_MS });
    return token;
  };
}
