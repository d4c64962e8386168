import type { DevMessageResponse } from "@/lib/dev-mailbox/schema";
import type { DevMessageRow } from "@/lib/dev-mailbox/store";
import { instantText } from "@/lib/platform/dates";

export function toDevMessageResponse(row: DevMessageRow): DevMessageResponse {
  const { id, channel, purpose, to, body, html, code, sentAt } = row;
  return {
    ...{ id: String(id), channel: channel === "mail" ? "mail" : "sms", purpose, to, body, html, code },
    link: linkIn(body),
    sent_at: instantText(sentAt),
  };
}

/** Links with a key open something for their reader alone. */
function linkIn(body: string): string | null {
  const links = body.match(/https?:\/\/\S+/g) ?? [];
  return links.find((link) => new URL(link).searchParams.has("key")) ?? null;
}
