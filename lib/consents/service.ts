import type { ConsentsView } from "@/lib/consents/schema";
import { readConsentEvents } from "@/lib/consents/store";
import { consentReceiptView } from "@/lib/consents/view";
import type { Deps } from "@/lib/deps";

/** The receipts of all answers a customer ever gave, newest first. The ledger they come from is append-only. */
export async function listConsentReceipts(deps: Deps, customerId: number): Promise<ConsentsView> {
  return { receipts: (await readConsentEvents(deps.db, customerId)).map(consentReceiptView) };
}
