import type { OutboxMessageResponse } from "@/lib/dev-mailbox/schema";
import type { OutboxRow } from "@/lib/dev-mailbox/store";
import { instantText } from "@/lib/platform/dates";

export function toOutboxMessageResponse({ to, body, code, sentAt }: OutboxRow): OutboxMessageResponse {
  return { to, body, code, sent_at: instantText(sentAt) };
}
