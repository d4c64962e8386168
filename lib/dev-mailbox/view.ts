import type { OutboxRow } from "@/lib/dev-mailbox/store";
import { instantText } from "@/lib/platform/dates";

/** One message of GET /api/dev/outbox. */
export type OutboxMessageResponse = { to: string; body: string; code: string | null; sent_at: string };

/** A message as QA reads it. */
export function toOutboxMessageResponse({ to, body, code, sentAt }: OutboxRow): OutboxMessageResponse {
  return { to, body, code, sent_at: instantText(sentAt) };
}
