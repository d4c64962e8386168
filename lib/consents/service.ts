import { recordActivity } from "@/lib/activity/store";
import type { ConsentChange } from "@/lib/consents/rules";
import type { ConsentsResponse } from "@/lib/consents/schema";
import { insertConsentEvents, readConsentEvents } from "@/lib/consents/store";
import { toConsentEvent, toConsentReceiptResponse } from "@/lib/consents/view";
import type { Deps } from "@/lib/deps";
import type { DbTransaction } from "@/lib/platform/db";
import type { RequestContext } from "@/lib/platform/request-context";
import { recordEvents } from "@/lib/webhooks/event-service";

/** The receipts of all answers a customer ever gave, newest first. */
export async function listConsentReceipts(deps: Deps, customerId: number): Promise<ConsentsResponse> {
  return { receipts: (await readConsentEvents(deps.db, customerId)).map(toConsentReceiptResponse) };
}

/** Enters changed answers in the ledger, and tells other systems, in the transaction that writes the customer's columns. */
export async function recordConsents(
  transaction: DbTransaction,
  deps: Deps,
  customerId: number,
  changes: readonly ConsentChange[],
  { ip, source }: Pick<RequestContext, "ip" | "source">,
): Promise<void> {
  const wordingVersion = deps.env.CONSENT_WORDING_VERSION;
  await insertConsentEvents(transaction, customerId, changes, { at: deps.now(), ip, wordingVersion, source });
  await recordEvents(
    transaction,
    deps,
    customerId,
    changes.map((change) => toConsentEvent(change, { wordingVersion, source })),
  );
}

/** The same, with its line in the activity log. */
export async function recordChangedConsents(
  transaction: DbTransaction,
  deps: Deps,
  customerId: number,
  changes: readonly ConsentChange[],
  context: Pick<RequestContext, "ip" | "source">,
): Promise<void> {
  if (changes.length === 0) return;
  await recordConsents(transaction, deps, customerId, changes, context);
  const detail = changes.map(({ channel }) => channel).join(", ");
  const place = { ip: context.ip, userAgent: null };
  await recordActivity(transaction, customerId, { kind: "consents_changed", at: deps.now(), context: place, detail });
}
