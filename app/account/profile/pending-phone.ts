import type { SignedIn } from "@/app/signed-in";
import type { PendingPhone } from "@/components/profile/pending-phone-note";
import { AppError } from "@/lib/platform/errors";
import { getOpenVerification } from "@/lib/verification/service";
import { toVerificationResponse } from "@/lib/verification/view";

/** The phone dialogue that this session has left open, as the contact card tells it; null when there is none. */
export async function findPendingPhone({ actor, deps }: SignedIn): Promise<PendingPhone | null> {
  const row = await getOpenVerification(deps, actor, "phone_change").catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  });
  if (!row) return null;
  const { customer } = actor;
  return {
    phoneMasked: toVerificationResponse(row).phone_masked,
    purpose: row.phone === customer.phoneCanonical ? "consents" : customer.phoneCanonical === null ? "first" : "change",
    secondsLeft: Math.max(0, (row.expiresAt.getTime() - deps.now().getTime()) / 1000),
  };
}
