import { instantText } from "@/lib/dates";
import type { OutboxRow } from "@/lib/outbox/store";

/** One message of GET /api/dev/outbox. */
export type OutboxMessageView = { to: string; body: string; code: string | null; sent_at: string };

/** A message as QA reads it. */
export function outboxMessageView({ to, body, code, sentAt }: OutboxRow): OutboxMessageView {
  return { to, body, code, sent_at: instantText(sentAt) };
}
