import type { IdentityProvider } from "@/lib/adapters/identity-provider/port";
import type { IdentityResponse } from "@/lib/auth/identity-schema";
import type { IdentityRow } from "@/lib/auth/identity-store";
import { instantText } from "@/lib/platform/dates";

/** @param provider the shop's present one, which alone has a name */
export function toIdentityResponse(
  { id, issuer, linkedAt, removedAt }: IdentityRow,
  provider: Pick<IdentityProvider, "issuer" | "name"> | null,
): IdentityResponse {
  return {
    id: Number(id),
    name: provider?.issuer === issuer ? provider.name : new URL(issuer).host,
    issuer,
    linked_at: instantText(linkedAt),
    is_allowed: removedAt === null,
  };
}
