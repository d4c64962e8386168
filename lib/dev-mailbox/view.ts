import type { OutboxRow } from "@/lib/dev-mailbox/store";
import { instantText } from "@/lib/platform/dates";

/** One message of GET /api/dev/outbox. */
export type OutboxMessageView = { to: string; body: string; code: string | null; sent_at: string };

/** A message as QA reads it. */
export function outboxMessageView({ to, body, code, sentAt }: OutboxRow): OutboxMessageView {
  return { to, body, code, sent_at: instantText(sentAt) };
}
