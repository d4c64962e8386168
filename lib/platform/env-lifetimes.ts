import { z } from "zod";
import { count } from "@/lib/platform/env-values";

/* How long sessions, codes, links and records last; `.env.example` explains each variable. */

export const lifetimeVariables = {
  SESSION_MAX_AGE_DAYS: count(30, 400),
  SESSION_IDLE_DAYS: count(14, 400),
  GUEST_SESSION_SECONDS: z.coerce.number().int().min(300).max(86_400).default(3600),
  FRESH_SIGN_IN_SECONDS: z.coerce.number().int().min(1).max(604_800).default(86_400),
  SMS_OTP_EXPIRE_TIME: z.coerce.number().int().min(30).max(3600).default(300),
  PASSWORD_RESET_SECONDS: z.coerce.number().int().min(300).max(86_400).default(3600),
  EMAIL_CHANGE_SECONDS: z.coerce.number().int().min(300).max(604_800).default(86_400),
  EMAIL_CONFIRMATION_SECONDS: z.coerce.number().int().min(86_400).max(2_592_000).default(604_800),
  /** How long a change can be undone by the link in its notice. */
  UNDO_SECONDS: z.coerce.number().int().min(3600).max(604_800).default(259_200),
  /** An account that nobody has signed in to for so long is not opened by a code alone: its number may be another's now. */
  DORMANT_DAYS: count(365, 3650),
  DELETION_COOLING_OFF_DAYS: count(14, 90),
  CONSENT_RETENTION_DAYS: count(1095, 3650),
};
