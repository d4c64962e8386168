import { cache } from "react";
import { getPageLanguage } from "@/app/page-language";
import { requireCustomer } from "@/app/signed-in";
import { reachedPoints } from "@/components/loyalty/reached-points";
import { getDisputedAccount } from "@/lib/loyalty/account-proof-service";
import type { LedgerResponse } from "@/lib/loyalty/schema";
import { findCustomerCard, getLedger, getPoints } from "@/lib/loyalty/service";
import { toLedgerResponse } from "@/lib/loyalty/view";
import { AppError } from "@/lib/platform/errors";

/* What the programme says, loaded once per page although several parts show it. */

/** `none`: the programme keeps no ledger. `at`: when it was read, ISO 8601. */
type LoadedLedger =
  | { status: "known"; ledger: LedgerResponse; accountNumber: string; at: string }
  | { status: "none" }
  | { status: "unavailable" };

const FIRST_PAGE = { before: null, limit: 20 };

/** The customer's card, or null. */
export const loadCard = cache(async () => {
  const { customer, deps } = await requireCustomer();
  return findCustomerCard(deps, customer.id);
});

/** The account that waits for a proof whose it is; null for none, and while the programme does not say. */
export const loadDisputedAccount = cache(async () => {
  const { customer, deps } = await requireCustomer();
  try {
    return await getDisputedAccount(deps, customer);
  } catch (error) {
    if (error instanceof AppError && (error.code === "not_found" || error.code === "unavailable")) return null;
    throw error;
  }
});

/** The card's points as getPoints answers them; null without a card. */
export const loadPoints = cache(async () => {
  const [{ deps }, card] = await Promise.all([requireCustomer(), loadCard()]);
  return card && getPoints(deps, card, await getPageLanguage());
});

/**
 * The newest movements, with tier and outlook. Loads the points first, so that an unavailable programme is not asked
 * twice.
 */
export const loadLedger = cache(async (): Promise<LoadedLedger> => {
  const [{ customer, deps }, card, points] = await Promise.all([requireCustomer(), loadCard(), loadPoints()]);
  if (!card || !points) return { status: "none" };
  if (points.errors !== null) return { status: "unavailable" };
  try {
    const { balance, page } = await getLedger(deps, customer, FIRST_PAGE);
    const { accountNumber } = card;
    return { status: "known", ledger: toLedgerResponse(balance, page), accountNumber, at: deps.now().toISOString() };
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return { status: "none" };
    if (error instanceof AppError && error.code === "unavailable") return { status: "unavailable" };
    throw error;
  }
});

/** The card's tier and how far the next one is; as last known while the programme is silent, null for none. */
export const loadTier = cache(async () => {
  const [points, loaded] = await Promise.all([loadPoints(), loadLedger()]);
  if (loaded.status !== "known") return points?.tier ? { ...points.tier, reached: null } : null;
  const { tier } = loaded.ledger;
  if (!tier) return null;
  const next = tier.next && { name: tier.next.name, missingPoints: tier.next.missing_points };
  return { name: tier.name, next, reached: reachedPoints(loaded.ledger, loaded.at) };
});
