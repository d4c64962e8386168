import type { ActivityResponse } from "@/lib/activity/schema";
import type { ActivityRow } from "@/lib/activity/store";
import { instantText } from "@/lib/platform/dates";

export function toActivityResponse({ id, kind, at, ip, userAgent, detail }: ActivityRow): ActivityResponse {
  return { id: Number(id), kind, at: instantText(at), ip, user_agent: userAgent, detail };
}
