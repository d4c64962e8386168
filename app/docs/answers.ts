import { z } from "zod";
import { activityPageResponse } from "@/lib/activity/schema";
import { createdTokenResponse, sessionResponse, tokenResponse } from "@/lib/auth/access-schema";
import { currentUserResponse } from "@/lib/auth/schema";
import { consentReceiptResponse, consentsResponse } from "@/lib/consents/schema";
import {
  ledgerResponse,
  loyaltyAccountResponse,
  loyaltyCardResponse,
  loyaltyStateResponse,
  loyaltyUserResponse,
} from "@/lib/loyalty/schema";
import { deletionResponse, exportLinkResponse } from "@/lib/privacy/schema";
import { customerResponse, pendingProfileResponse, profileResponse, userResponse } from "@/lib/profile/schema";
import { activeSegmentResponse, segmentResponse } from "@/lib/segments/schema";
import { verificationResponse } from "@/lib/verification/schema";

/*
 * Answers that handlers put together from the views, and the names that shapes have in the OpenAPI document. A test
 * holds them against what the handlers really answer.
 */

/** Beside the body of every flow whose code is awaited. */
const awaited = { verification: verificationResponse };

export const message = z.object({ message: z.literal("success") });
export const nothing = z.object({});
export const csrfToken = z.object({ csrf_token: z.string() });
export const signedIn = z.object({ key: z.string(), redirect_url: z.string() });
export const sessionKey = z.object({ key: z.string() });
export const apiToken = z.object({ token: z.string() });
export const codeAwaited = z.object(awaited);
export const profileAwaited = pendingProfileResponse.extend(awaited);
export const wholeProfileAwaited = profileResponse.extend(awaited);

/** What was submitted, in the profile's shape: nobody is there yet. */
export const registrationAwaited = profileResponse.extend({ id: z.null(), date_joined: z.null(), ...awaited });

/** `loyalty` only for who asked for a card: is it there, or does it follow as soon as the programme answers. */
export const registered = profileResponse.extend({
  loyalty: z.object({ status: z.enum(["joined", "pending", "refused"]) }).optional(),
});

const cardFields = loyaltyCardResponse.omit({ user: true });
const redirect = { redirect_url: z.string() };
export const joined = z.object({ card: loyaltyCardResponse, ...redirect });
export const accountShown = z.object({ card: loyaltyAccountResponse });
export const accountUpdated = z.object({ card: loyaltyAccountResponse.omit({ email: true }), ...redirect });
export const closingCard = z.object({
  card: cardFields.extend({
    user: loyaltyUserResponse.pick({ pk: true, first_name: true, last_name: true, phone: true }),
  }),
});
export const cardNumber = z.object({ number: z.string() });
export const notFoundThere = z.object({ message: z.literal("not find remote account") });

/** What was submitted for a card, without the answer to the dialogue. */
const loyaltyForm = loyaltyAccountResponse.partial();
export const loyaltyAwaited = loyaltyForm.extend(awaited);

export const appliedEvent = z.object({
  id: z.string(),
  account_number: z.string(),
  points: z.number().int(),
  balance: z.number().int(),
});

export const segmentList = z.array(segmentResponse);
export const sessionList = z.object({ sessions: z.array(sessionResponse) });
export const tokenList = z.object({ tokens: z.array(tokenResponse) });

/** Everything the store holds of a customer, as a file. */
export const exportedData = z.object({
  exported_at: z.string(),
  profile: profileResponse,
  account: z.object({
    username: z.string(),
    phone_proved_at: z.string().nullable(),
    last_login: z.string().nullable(),
    modified_date: z.string(),
  }),
  avatar: z
    .union([z.object({ address: z.string() }), z.object({ content_type: z.string(), base64: z.string() })])
    .nullable(),
  consents: z.array(consentReceiptResponse),
  segments: segmentList,
  loyalty: z.object({ card: cardFields, ledger: ledgerResponse.shape.entries.nullable() }).nullable(),
  sessions: z.array(sessionResponse),
  api_tokens: z.array(tokenResponse),
  activity: activityPageResponse.shape.entries,
});

export const devMessages = z.array(
  z.object({ to: z.string(), body: z.string(), code: z.string().nullable(), sent_at: z.string() }),
);

/** The shapes' names, for readers and for what generates clients. What has none is a choice between some of these. */
export const SCHEMA_NAMES: ReadonlyMap<z.ZodType, string> = new Map<z.ZodType, string>([
  [verificationResponse, "Verification"],
  [profileResponse, "Profile"],
  [registered, "RegisteredProfile"],
  [userResponse, "User"],
  [currentUserResponse, "CurrentUser"],
  [customerResponse, "Customer"],
  [segmentResponse, "Segment"],
  [activeSegmentResponse, "ActiveSegment"],
  [loyaltyUserResponse, "LoyaltyUser"],
  [loyaltyCardResponse, "LoyaltyCard"],
  [loyaltyStateResponse, "LoyaltyState"],
  [loyaltyAccountResponse, "LoyaltyAccount"],
  [ledgerResponse, "Ledger"],
  [sessionResponse, "Session"],
  [tokenResponse, "ApiToken"],
  [createdTokenResponse, "CreatedApiToken"],
  [activityPageResponse, "ActivityPage"],
  [consentsResponse, "Consents"],
  [exportLinkResponse, "ExportLink"],
  [exportedData, "ExportedData"],
  [deletionResponse, "Deletion"],
  [message, "Success"],
  [nothing, "Nothing"],
  [csrfToken, "CsrfToken"],
  [signedIn, "SignedIn"],
  [sessionKey, "SessionKey"],
  [apiToken, "Token"],
  [codeAwaited, "CodeAwaited"],
  [profileAwaited, "ProfileAwaited"],
  [wholeProfileAwaited, "WholeProfileAwaited"],
  [registrationAwaited, "RegistrationAwaited"],
  [joined, "Joined"],
  [accountShown, "LoyaltyAccountShown"],
  [accountUpdated, "LoyaltyAccountUpdated"],
  [closingCard, "ClosingCard"],
  [cardNumber, "CardNumber"],
  [notFoundThere, "NotFoundThere"],
  [loyaltyAwaited, "LoyaltyAwaited"],
  [appliedEvent, "AppliedEvent"],
  [segmentList, "Segments"],
  [sessionList, "Sessions"],
  [tokenList, "ApiTokens"],
]);
