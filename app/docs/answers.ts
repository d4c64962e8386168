import { z } from "zod";
import { activityPageView } from "@/lib/activity/schema";
import { createdTokenView, sessionView, tokenView } from "@/lib/auth/access-schema";
import { currentUserView } from "@/lib/auth/schema";
import { consentReceiptView, consentsView } from "@/lib/consents/schema";
import {
  ledgerView,
  loyaltyAccountView,
  loyaltyCardView,
  loyaltyStateView,
  loyaltyUserView,
} from "@/lib/loyalty/schema";
import { deletionView, exportLinkView } from "@/lib/privacy/schema";
import { customerView, pendingProfileView, profileView, userView } from "@/lib/profile/schema";
import { activeSegmentView, segmentView } from "@/lib/segments/schema";
import { verificationView } from "@/lib/verification/schema";

/*
 * Answers that handlers put together from the views, and the names that shapes have in the OpenAPI document. A test
 * holds them against what the handlers really answer.
 */

/** Beside the body of every flow whose code is awaited. */
const awaited = { verification: verificationView };

export const message = z.object({ message: z.literal("success") });
export const nothing = z.object({});
export const csrfToken = z.object({ csrf_token: z.string() });
export const signedIn = z.object({ key: z.string(), redirect_url: z.string() });
export const sessionKey = z.object({ key: z.string() });
export const apiToken = z.object({ token: z.string() });
export const codeAwaited = z.object(awaited);
export const profileAwaited = pendingProfileView.extend(awaited);
export const wholeProfileAwaited = profileView.extend(awaited);

/** What was submitted, in the profile's shape: nobody is there yet. */
export const registrationAwaited = profileView.extend({ id: z.null(), date_joined: z.null(), ...awaited });

/** `loyalty` only for who asked for a card: is it there, or does it follow as soon as the programme answers. */
export const registered = profileView.extend({
  loyalty: z.object({ status: z.enum(["joined", "pending", "refused"]) }).optional(),
});

const cardFields = loyaltyCardView.omit({ user: true });
const redirect = { redirect_url: z.string() };
export const joined = z.object({ card: loyaltyCardView, ...redirect });
export const accountShown = z.object({ card: loyaltyAccountView });
export const accountUpdated = z.object({ card: loyaltyAccountView.omit({ email: true }), ...redirect });
export const closingCard = z.object({
  card: cardFields.extend({
    user: loyaltyUserView.pick({ pk: true, first_name: true, last_name: true, phone: true }),
  }),
});
export const cardNumber = z.object({ number: z.string() });
export const notFoundThere = z.object({ message: z.literal("not find remote account") });

/** What was submitted for a card, without the answer to the dialogue. */
const loyaltyForm = loyaltyAccountView.partial();
export const loyaltyAwaited = loyaltyForm.extend(awaited);

export const appliedEvent = z.object({
  id: z.string(),
  account_number: z.string(),
  points: z.number().int(),
  balance: z.number().int(),
});

export const segmentList = z.array(segmentView);
export const sessionList = z.object({ sessions: z.array(sessionView) });
export const tokenList = z.object({ tokens: z.array(tokenView) });

/** Everything the store holds of a customer, as a file. */
export const exportedData = z.object({
  exported_at: z.string(),
  profile: profileView,
  account: z.object({
    username: z.string(),
    phone_proved_at: z.string().nullable(),
    last_login: z.string().nullable(),
    modified_date: z.string(),
  }),
  avatar: z
    .union([z.object({ address: z.string() }), z.object({ content_type: z.string(), base64: z.string() })])
    .nullable(),
  consents: z.array(consentReceiptView),
  segments: segmentList,
  loyalty: z.object({ card: cardFields, ledger: ledgerView.shape.entries.nullable() }).nullable(),
  sessions: z.array(sessionView),
  api_tokens: z.array(tokenView),
  activity: activityPageView.shape.entries,
});

export const outboxMessages = z.array(
  z.object({ to: z.string(), body: z.string(), code: z.string().nullable(), sent_at: z.string() }),
);

/** The shapes' names, for readers and for what generates clients. What has none is a choice between some of these. */
export const SCHEMA_NAMES: ReadonlyMap<z.ZodType, string> = new Map<z.ZodType, string>([
  [verificationView, "Verification"],
  [profileView, "Profile"],
  [registered, "RegisteredProfile"],
  [userView, "User"],
  [currentUserView, "CurrentUser"],
  [customerView, "Customer"],
  [segmentView, "Segment"],
  [activeSegmentView, "ActiveSegment"],
  [loyaltyUserView, "LoyaltyUser"],
  [loyaltyCardView, "LoyaltyCard"],
  [loyaltyStateView, "LoyaltyState"],
  [loyaltyAccountView, "LoyaltyAccount"],
  [ledgerView, "Ledger"],
  [sessionView, "Session"],
  [tokenView, "ApiToken"],
  [createdTokenView, "CreatedApiToken"],
  [activityPageView, "ActivityPage"],
  [consentsView, "Consents"],
  [exportLinkView, "ExportLink"],
  [exportedData, "ExportedData"],
  [deletionView, "Deletion"],
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
