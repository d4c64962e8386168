import { z } from "zod";
import { consent, flag, textLine } from "@/lib/platform/fields";
import { instant, rowId } from "@/lib/platform/response-schema";

/* Signing in by the shop's own identity (OpenID Connect). */

export const identitySignInBody = z
  .object({
    next: textLine({ max: 1000 })
      .optional()
      .meta({ description: "A path of ours to arrive at; any other address leads to the account." }),
    confirm: consent.optional().meta({ description: "Whether the terms are accepted, for who has no account yet." }),
  })
  .meta({ examples: [{ next: "/account" }] });

export const identitySignInResponse = z
  .object({
    authorization_url: z.string().meta({
      description: "Where the browser goes next, with the cookie of this response.",
      examples: ["https://login.shop.example/authorize?…"],
    }),
  })
  .meta({ id: "IdentitySignIn" });

/** What the issuer sends a browser back with (RFC 6749, 4.1.2; RFC 9207); it may add to that. */
export const identityAnswerQuery = z.object({
  state: z.string().optional(),
  code: z.string().optional().meta({ description: "For who has signed in there." }),
  error: z.string().optional().meta({ description: "For who has not." }),
  iss: z.string().optional(),
});

/** Why nobody was signed in, as the pages tell it. */
export const IDENTITY_REFUSALS = [
  "interrupted",
  "unavailable",
  "unproved",
  "taken",
  "removed",
  "passkey_required",
  "throttled",
] as const;

export type IdentityRefusal = (typeof IDENTITY_REFUSALS)[number];

export const identityResponse = z
  .object({
    id: rowId,
    name: z.string().meta({ description: "What the shop calls it.", examples: ["Shop ID"] }),
    issuer: z.string().meta({ examples: ["https://login.shop.example/"] }),
    linked_at: instant,
    is_allowed: z.boolean().meta({ description: "Whether it signs the customer in." }),
  })
  .meta({ id: "Identity" });

export const identitiesResponse = z.object({ identities: z.array(identityResponse) });

export const changeIdentityBody = z
  .object({ is_allowed: flag.meta({ description: "Whether it signs the customer in." }) })
  .meta({ examples: [{ is_allowed: false }] });

export type IdentityResponse = z.infer<typeof identityResponse>;
