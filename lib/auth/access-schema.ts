import { z } from "zod";
import { PASSWORD_MAX } from "@/lib/auth/limits";
import { secretText, textLine } from "@/lib/platform/fields";

export const TOKEN_NAME_MAX = 100;
const TOKEN_DAYS_MAX = 3650;

/** Needed for what is sensitive when the sign-in is a day old or older. */
export const confirmation = { password: secretText({ max: PASSWORD_MAX }).optional() };

/** Body of POST /api/users/tokens/. */
export const createTokenBody = z.object({
  name: textLine({ max: TOKEN_NAME_MAX }).min(1, "blank"),
  /** Days until it ends; left out or null for one that does not. */
  days: z
    .number({ error: "not_number" })
    .int({ error: "not_number" })
    .min(1, "days")
    .max(TOKEN_DAYS_MAX, "days")
    .nullable()
    .optional(),
  ...confirmation,
});

/** One browser or client that is signed in. */
export const sessionResponse = z.object({
  id: z.number().int(),
  /** The one that asks. */
  is_current: z.boolean(),
  user_agent: z.string().nullable(),
  ip: z.string().nullable(),
  signed_in_at: z.string(),
  /** At most an hour behind. */
  last_seen_at: z.string(),
  expires_at: z.string(),
});

/** A personal API token, without its value. */
export const tokenResponse = z.object({
  id: z.number().int(),
  name: z.string(),
  created_at: z.string(),
  /** At most an hour behind; null for never. */
  last_used_at: z.string().nullable(),
  expires_at: z.string().nullable(),
});

/** What POST /api/users/tokens/ answers: the token itself, this once. */
export const createdTokenResponse = tokenResponse.extend({ token: z.string() });

export type CreateTokenBody = z.infer<typeof createTokenBody>;
export type SessionResponse = z.infer<typeof sessionResponse>;
export type TokenResponse = z.infer<typeof tokenResponse>;
export type CreatedTokenResponse = z.infer<typeof createdTokenResponse>;
