import type { DevMessageResponse } from "@/lib/dev-mailbox/schema";
import type { DevMessageRow } from "@/lib/dev-mailbox/store";
import { instantText } from "@/lib/platform/dates";

export function toDevMessageResponse({ to, body, html, code, sentAt }: DevMessageRow): DevMessageResponse {
  return { to, body, html, code, sent_at: instantText(sentAt) };
}
