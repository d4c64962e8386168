import type { PasskeyResponse } from "@/lib/auth/passkey-schema";
import type { PasskeyRow } from "@/lib/auth/passkey-store";
import { instantText } from "@/lib/platform/dates";

export function toPasskeyResponse({ id, name, isBackedUp, createdAt, lastUsedAt }: PasskeyRow): PasskeyResponse {
  return {
    id: Number(id),
    name,
    is_backed_up: isBackedUp,
    created_at: instantText(createdAt),
    last_used_at: lastUsedAt && instantText(lastUsedAt),
  };
}
