import type { ConsentChange } from "@/lib/consents/rules";
import type { ConsentReceiptResponse } from "@/lib/consents/schema";
import type { ConsentEventRow } from "@/lib/consents/store";
import { instantText } from "@/lib/platform/dates";
import type { CustomerEvent } from "@/lib/webhooks/event-schema";

export function toConsentReceiptResponse(row: ConsentEventRow): ConsentReceiptResponse {
  return {
    id: Number(row.id),
    channel: row.channel,
    old_value: row.oldValue,
    new_value: row.newValue,
    at: instantText(row.at),
    ip: row.ip === "unknown" ? null : row.ip,
    wording_version: row.wordingVersion,
    source: row.source,
  };
}

export function toConsentEvent(
  { channel, oldValue, newValue }: ConsentChange,
  { wordingVersion, source }: { wordingVersion: string; source: string },
): CustomerEvent {
  const data = { channel, old_value: oldValue, wording_version: wordingVersion, source };
  return { type: newValue ? "consent.given" : "consent.withdrawn", data };
}
