import type { GuardedLoyalty, ProviderName } from "@/lib/adapters/loyalty-provider/port";
import type { Deps } from "@/lib/deps";
import type { LoyaltyServiceSetting } from "@/lib/settings/schema";
import { getSetting } from "@/lib/settings/service";

/** Null when another programme is configured by now. */
export async function findProgramme(deps: Deps, provider: ProviderName): Promise<GuardedLoyalty | null> {
  const setting = await getSetting(deps, "CUSTOMER_LOYALTY_CARD_SERVICE");
  return setting?.provider === provider ? deps.loyalty(setting) : null;
}

export async function findLoyaltyService(
  deps: Deps,
): Promise<{ programme: GuardedLoyalty; setting: LoyaltyServiceSetting } | null> {
  const setting = await getSetting(deps, "CUSTOMER_LOYALTY_CARD_SERVICE");
  return setting && { programme: deps.loyalty(setting), setting };
}
