import { createLoyaltyProvider, type Deps } from "@/lib/deps";
import { getSetting } from "@/lib/settings/service";
import { type Finding, right, TIMEOUT_MS, wrong } from "@/server/admin/doctor/finding";

/** A number of no country: looking for it changes nothing. */
const NOBODY = { phone: "+999000000000", email: null };

/** Looks for a member that there cannot be. */
export async function checkLoyalty(deps: Deps): Promise<Finding[]> {
  const setting = await getSetting(deps, "CUSTOMER_LOYALTY_CARD_SERVICE");
  if (setting === null) return [];
  try {
    await createLoyaltyProvider(setting, deps).search(NOBODY, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    return [right(`The loyalty programme (${setting.provider}) answers.`)];
  } catch (error) {
    const reason = error instanceof Error ? error.message : "it failed";
    return [wrong(`${reason}. Check the setting CUSTOMER_LOYALTY_CARD_SERVICE and its secrets.`)];
  }
}
