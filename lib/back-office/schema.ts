/** What a key of the back office may do; none includes another. */
export const ADMIN_SCOPES = [
  "customers:read",
  "customers:write",
  "segments:read",
  "segments:write",
  "memberships:write",
  "settings:read",
  "settings:write",
  "webhooks:read",
  "webhooks:write",
] as const;

export type AdminScope = (typeof ADMIN_SCOPES)[number];
