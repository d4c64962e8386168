import type { ConsentChange } from "@/lib/consents/rules";
import type { Db, DbTransaction } from "@/lib/platform/db";

/** Every entry of a customer's consent ledger, newest first. */
export async function readConsentEvents(db: Db, customerId: number) {
  return db.consentEvent.findMany({ where: { customerId }, orderBy: { id: "desc" } });
}

export type ConsentEventRow = Awaited<ReturnType<typeof readConsentEvents>>[number];

export async function insertConsentEvents(
  db: DbTransaction,
  customerId: number,
  changes: readonly ConsentChange[],
  evidence: { at: Date; ip: string; wordingVersion: string; source: string },
): Promise<void> {
  await db.consentEvent.createMany({ data: changes.map((change) => ({ customerId, ...change, ...evidence })) });
}
