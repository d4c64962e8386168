import type { GuardedLoyalty, ProviderName } from "@/lib/adapters/loyalty-provider/port";
import type { Deps } from "@/lib/deps";
import type { LoyaltyServiceSetting } from "@/lib/settings/schema";
import { getSetting } from "@/lib/settings/service";

/** The programme that a card or task belongs to, if it is the one that is configured. */
export async function findProgramme(deps: Deps, provider: ProviderName): Promise<GuardedLoyalty | null> {
  const setting = await getSetting(deps, "CUSTOMER_LOYALTY_CARD_SERVICE");
  return setting?.provider === provider ? deps.loyalty(setting) : null;
}

/** The configured programme and how it is configured. */
export async function findLoyaltyService(
  deps: Deps,
): Promise<{ programme: GuardedLoyalty; setting: LoyaltyServiceSetting } | null> {
  const setting = await getSetting(deps, "CUSTOMER_LOYALTY_CARD_SERVICE");
  return setting && { programme: deps.loyalty(setting), setting };
}
