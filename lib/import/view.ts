import { toConsentEvent } from "@/lib/consents/view";
import type { MovingCustomer } from "@/lib/import/rules";
import type { RowOutcome, RowReport } from "@/lib/import/schema";
import { toCardEvent } from "@/lib/loyalty/view";
import { toSegmentEvent } from "@/lib/segments/view";
import type { CustomerEvent } from "@/lib/webhooks/event-schema";

export function toRowReport(row: number, externalId: string | null, outcome: RowOutcome): RowReport {
  return { row, external_id: externalId, ...outcome };
}

/** What other systems are told of somebody who moves in: of each channel the answer that stands. */
export function toMovedInEvents({ columns, consents, segments, account }: MovingCustomer): CustomerEvent[] {
  const { verifiedEmail, phoneVerifiedAt, activeSegmentId } = columns;
  const latestConsents = new Map(consents.map((receipt) => [receipt.channel, receipt]));
  return [
    { type: "customer.created", data: {} },
    ...(verifiedEmail === null ? [] : [proved("email")]),
    ...(phoneVerifiedAt === null ? [] : [proved("phone")]),
    ...[...latestConsents.values()].map((receipt) => toConsentEvent({ ...receipt, oldValue: null }, receipt)),
    ...segments.map((id) => toSegmentEvent("segment.assigned", id)),
    ...(activeSegmentId === null ? [] : [toSegmentEvent("segment.switched", activeSegmentId)]),
    ...(account ? [toCardEvent("card.linked", account)] : []),
  ];
}

function proved(contact: "email" | "phone"): CustomerEvent {
  return { type: "customer.contact_proved", data: { contact } };
}
