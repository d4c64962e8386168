import { z } from "zod";
import { assertion } from "@/lib/auth/passkey-schema";
import { EXAMPLE_PASSWORD, PASSWORD_MAX } from "@/lib/auth/schema";
import { secretText, textLine } from "@/lib/platform/fields";
import { instant, ip, rowId, userAgent } from "@/lib/platform/response-schema";
import { submissionFields } from "@/lib/verification/schema";

const TOKEN_NAME_MAX = 100;
const TOKEN_DAYS_MAX = 3650;

/** Needed for what is sensitive when the sign-in is a day old or older. */
export const confirmation = { password: secretText({ max: PASSWORD_MAX }).optional() };

export const createTokenBody = z
  .object({
    name: textLine({ max: TOKEN_NAME_MAX }).min(1, "blank").meta({ description: "A label for the owner." }),
    days: z
      .number({ error: "not_number" })
      .int({ error: "not_number" })
      .min(1, "days")
      .max(TOKEN_DAYS_MAX, "days")
      .nullable()
      .optional()
      .meta({ description: "Days until it expires, 90 if omitted; null for never." }),
    ...confirmation,
  })
  .meta({ examples: [{ name: "Stock app", days: 90 }] });

/** Body of POST /api/users/fresh-sign-in/: the password, a passkey, or else a challenge to the account's own number. */
export const freshSignInBody = z
  .object({ ...confirmation, passkey: assertion.optional(), ...submissionFields })
  .meta({ examples: [{ password: EXAMPLE_PASSWORD }] });

export const freshSignInResponse = z.object({ fresh_until: instant }).meta({ id: "FreshSignIn" });

/** One browser or client that is signed in. */
export const sessionResponse = z
  .object({
    id: rowId,
    kind: z.enum(["browser", "app"]).meta({ description: "Signed in by cookie, or by a token from customers/auth." }),
    is_current: z.boolean().meta({ description: "Whether this session made the request." }),
    user_agent: userAgent,
    ip,
    signed_in_at: instant,
    last_seen_at: instant.meta({ description: "Up to an hour out of date." }),
    expires_at: instant,
  })
  .meta({ id: "Session" });

export const sessionsResponse = z.object({ sessions: z.array(sessionResponse) });

/** A personal API token, without its value. */
export const tokenResponse = z
  .object({
    id: rowId,
    name: z.string().meta({ examples: ["Stock app"] }),
    created_at: instant,
    last_used_at: instant
      .nullable()
      .meta({ description: "Up to an hour out of date; null if never used.", examples: [null] }),
    expires_at: instant.nullable(),
  })
  .meta({ id: "ApiToken" });

export const tokensResponse = z.object({ tokens: z.array(tokenResponse) });

/** What POST /api/users/tokens/ answers: the token itself, this once. */
export const createdTokenResponse = tokenResponse
  .extend({ token: z.string().meta({ examples: ["58c07bed…"] }) })
  .meta({ id: "CreatedApiToken" });

export type CreateTokenBody = z.infer<typeof createTokenBody>;
export type SessionResponse = z.infer<typeof sessionResponse>;
export type TokenResponse = z.infer<typeof tokenResponse>;
export type CreatedTokenResponse = z.infer<typeof createdTokenResponse>;
