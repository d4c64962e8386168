import type { ConsentReceiptResponse } from "@/lib/consents/schema";
import type { ConsentEventRow } from "@/lib/consents/store";
import { instantText } from "@/lib/platform/dates";

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
