import { z } from "zod";
import { activityPageResponse } from "@/lib/activity/schema";
import { sessionResponse, tokenResponse } from "@/lib/auth/access-schema";
import { identityResponse } from "@/lib/auth/identity-schema";
import { passkeyResponse } from "@/lib/auth/passkey-schema";
import { consentReceiptResponse } from "@/lib/consents/schema";
import { cardFields, ledgerResponse, loyaltyAccountResponse } from "@/lib/loyalty/schema";
import { email, instant } from "@/lib/platform/response-schema";
import { profileResponse } from "@/lib/profile/schema";
import { segmentsResponse } from "@/lib/segments/schema";

/** What is under way: a mailed link, a number a code was sent to, a change the programme is to hear of. */
const pending = z.object({
  email_links: z.array(
    // Null for a new password: its link went to the address of the profile.
    z.object({ purpose: z.string(), email: email.nullable(), created_at: instant, expires_at: instant }),
  ),
  verifications: z.array(
    z.object({ purpose: z.string(), phone: z.string(), created_at: instant, expires_at: instant }),
  ),
  loyalty: z.array(z.object({ kind: z.string(), created_at: instant })),
});

/** Everything the store holds of a customer: what GET /api/users/export/<key>/ answers, as a file. */
export const exportResponse = z
  .object({
    exported_at: instant,
    profile: profileResponse,
    account: z.object({
      username: z.string(),
      confirmed_email: z.string().nullable(),
      phone_proved_at: instant.nullable(),
      phone_changed_at: instant.nullable(),
      requires_passkey: z.boolean(),
      last_login: instant.nullable(),
      modified_date: instant,
      deletion_due_at: instant.nullable(),
    }),
    avatar: z
      .union([z.object({ address: z.string() }), z.object({ content_type: z.string(), base64: z.string() })])
      .nullable(),
    consents: z.array(consentReceiptResponse),
    segments: segmentsResponse,
    loyalty: z
      .object({
        card: cardFields,
        account: loyaltyAccountResponse.nullable(),
        ledger: ledgerResponse.shape.entries.nullable(),
        ledger_complete: z.boolean().meta({ description: "Whether the programme returned its whole ledger." }),
      })
      .nullable(),
    moved_in: z
      .object({ source: z.string(), external_id: z.string(), at: instant })
      .nullable()
      .meta({ description: "What the customer was called on the platform that they were imported from." }),
    left_loyalty_accounts: z
      .array(z.object({ provider: z.string(), account_number: z.string(), left_at: instant }))
      .meta({ description: "Accounts that the customer has left, and gets back when they join again." }),
    wallet_passes: z
      .array(
        z.object({ platform: z.string(), created_at: instant, phones: z.array(z.object({ registered_at: instant })) }),
      )
      .meta({ description: "The card in wallets, and the phones that are told of its changes." }),
    sessions: z.array(sessionResponse),
    api_tokens: z.array(tokenResponse),
    passkeys: z.array(passkeyResponse),
    identities: z.array(identityResponse),
    known_devices: z
      .array(z.object({ first_signed_in_at: instant, last_signed_in_at: instant }))
      .meta({ description: "Browsers in which the customer has signed in." }),
    activity: activityPageResponse.shape.entries,
    pending,
  })
  .meta({ id: "ExportedData" });
