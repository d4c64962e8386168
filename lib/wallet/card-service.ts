import type { HeldCard } from "@/lib/adapters/wallet/port";
import { getCustomer } from "@/lib/customers/store";
import type { Deps } from "@/lib/deps";
import { getPoints } from "@/lib/loyalty/service";
import { readCard } from "@/lib/loyalty/store";
import { type Language, languageFor } from "@/lib/platform/i18n/languages";

/** What a wallet is to show, in which language; no card after the customer has left the programme, or was deleted. */
export type CardContent = { card: HeldCard | null; language: Language };

/**
 * @param customerId null for one who was deleted
 * @param isAnew whether points that were read just now are read once more @returns `isOutdated` where the programme is silent
 */
export async function readContent(
  deps: Deps,
  customerId: number | null,
  { isAnew }: { isAnew: boolean } = { isAnew: false },
): Promise<CardContent & { isOutdated: boolean }> {
  const nothing = { card: null, language: deps.env.DEFAULT_LANGUAGE, isOutdated: false };
  const card = customerId === null ? null : await readCard(deps.db, customerId);
  if (!card) return nothing;
  const customer = await getCustomer(deps.db, card.customerId);
  const language = languageFor(customer.languageCode, deps.env.DEFAULT_LANGUAGE);
  // Without points that are known, what is read is no news for whoever reads it.
  const { points, tier, errors } = await getPoints(
    deps,
    isAnew ? { ...card, points: null, pointsAt: null } : card,
    language,
  );
  const isOutdated = errors !== null;
  return {
    card: {
      name: `${customer.firstName} ${customer.lastName}`.trim(),
      number: card.accountNumber,
      points: isOutdated ? card.points : points,
      tier: tier?.name ?? null,
    },
    language,
    isOutdated,
  };
}
