import type { SessionResponse, TokenResponse } from "@/lib/auth/access-schema";
import type { SessionRow } from "@/lib/auth/session-store";
import { instantText } from "@/lib/platform/dates";

/** @param currentId the session that asks; null for an actor by API token */
export function toSessionResponse(row: SessionRow, currentId: bigint | null): SessionResponse {
  return {
    id: Number(row.id),
    kind: row.kind === "token" ? "app" : "browser",
    is_current: row.id === currentId,
    user_agent: row.userAgent,
    ip: row.ip === "unknown" ? null : row.ip,
    signed_in_at: instantText(row.createdAt),
    last_seen_at: instantText(row.lastSeenAt),
    expires_at: instantText(row.expiresAt),
  };
}

export function toKnownDeviceResponse({ createdAt, lastSeenAt }: { createdAt: Date; lastSeenAt: Date }) {
  return { first_signed_in_at: instantText(createdAt), last_signed_in_at: instantText(lastSeenAt) };
}

export function toFreshSignInResponse(until: Date): { fresh_until: string } {
  return { fresh_until: instantText(until) };
}

export function toTokenResponse(row: {
  id: bigint;
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
}): TokenResponse {
  return {
    id: Number(row.id),
    name: row.name,
    created_at: instantText(row.createdAt),
    last_used_at: row.lastUsedAt && instantText(row.lastUsedAt),
    expires_at: row.expiresAt && instantText(row.expiresAt),
  };
}
