import type { ConsentsResponse } from "@/lib/consents/schema";
import { readConsentEvents } from "@/lib/consents/store";
import { toConsentReceiptResponse } from "@/lib/consents/view";
import type { Deps } from "@/lib/deps";

/** The receipts of all answers a customer ever gave, newest first. The ledger they come from is append-only. */
export async function listConsentReceipts(deps: Deps, customerId: number): Promise<ConsentsResponse> {
  return { receipts: (await readConsentEvents(deps.db, customerId)).map(toConsentReceiptResponse) };
}
