import { z } from "zod";

/** What can happen to an account, as its owner reads it. */
export const ACTIVITY_KINDS = [
  "signed_in",
  "signed_out",
  "registered",
  "phone_changed",
  "email_changed",
  "password_changed",
  "consents_changed",
  "segment_switched",
  "token_created",
  "token_revoked",
  "session_ended",
  "other_sessions_ended",
  "loyalty_joined",
  "loyalty_left",
  "data_exported",
  "deletion_asked",
  "deletion_withdrawn",
] as const;

export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

/** One line of GET /api/users/activity/. */
export const activityResponse = z.object({
  id: z.number().int(),
  kind: z.enum(ACTIVITY_KINDS),
  at: z.string(),
  ip: z.string().nullable(),
  user_agent: z.string().nullable(),
  /** What the line mentions, such as a token's name. */
  detail: z.string().nullable(),
});

/** What GET /api/users/activity/ answers, newest first; `next` as `?before=` gets what is older. */
export const activityPageResponse = z.object({ entries: z.array(activityResponse), next: z.number().int().nullable() });

export type ActivityResponse = z.infer<typeof activityResponse>;
export type ActivityPageResponse = z.infer<typeof activityPageResponse>;
