import type { Db } from "@/lib/platform/db";

/** Every line of a customer's consent ledger, newest first. */
export async function readConsentEvents(db: Db, customerId: number) {
  return db.consentEvent.findMany({ where: { customerId }, orderBy: { id: "desc" } });
}

export type ConsentEventRow = Awaited<ReturnType<typeof readConsentEvents>>[number];
