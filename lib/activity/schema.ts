import { z } from "zod";
import { instant, ip, rowId, userAgent } from "@/lib/platform/response-schema";

/** What can happen to an account, as its owner reads it. */
const ACTIVITY_KINDS = [
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
  "identity_confirmed",
  "passkey_added",
  "passkey_removed",
  "passkey_required",
  "passkey_optional",
  "deletion_asked",
  "deletion_withdrawn",
  "email_confirmed",
  "email_lost",
  "change_undone",
  "phone_released",
  "identity_linked",
  "identity_removed",
] as const;

export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

export const activityQuery = z.object({
  before: z
    .string()
    .refine((text) => /^[1-9]\d{0,15}$/.test(text) && Number.isSafeInteger(Number(text)), "invalid")
    .transform(Number)
    .optional()
    .meta({ type: "integer", minimum: 1, description: "`next` of the previous page." }),
});

/** One line of GET /api/users/activity/. */
const activityResponse = z.object({
  id: rowId,
  kind: z.enum(ACTIVITY_KINDS).meta({ examples: ["token_created"] }),
  at: instant,
  ip,
  user_agent: userAgent,
  detail: z
    .string()
    .nullable()
    .meta({ description: "What the entry refers to, such as a token's name.", examples: ["Stock app"] }),
});

export const activityPageResponse = z
  .object({
    entries: z.array(activityResponse),
    next: z
      .int()
      .nullable()
      .meta({ description: "Pass it as `before` to get the next page; null on the last one.", examples: [null] }),
  })
  .meta({ id: "ActivityPage" });

export type ActivityResponse = z.infer<typeof activityResponse>;
export type ActivityPageResponse = z.infer<typeof activityPageResponse>;
