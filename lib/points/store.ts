import type { Db } from "@/lib/platform/db";

/** Lets the store read the points of an account anew, where a customer has its card. */
export async function forgetPoints(db: Db, accountNumber: string): Promise<void> {
  await db.loyaltyCard.updateMany({ where: { provider: "embedded", accountNumber }, data: { pointsAt: null } });
}
