import { z } from "zod";

/*
 * Settings that a shop changes while it is open. Secrets are not among them: a setting names the environment variable
 * that has one.
 */

/** A secret by reference: `{"env": "NAME"}`. */
const secretReference = z.strictObject({
  env: z.string().regex(/^[A-Z][A-Z0-9_]{2,60}$/, "names an environment variable, as LOYALTY_HTTP_SECRET"),
});

const shared = {
  /** Whether the profile takes over what is submitted for the card. */
  is_sync: z.boolean().default(true),
};

const webAddress = z.url({ protocol: /^https?$/, error: "must be an http or https address" });

/** Our names of a member's fields; a shop's programme may call them otherwise. */
export const MEMBER_FIELDS = [
  "account_number",
  "first_name",
  "last_name",
  "phone",
  "email",
  "gender",
  "date_of_birth",
  "email_allowed",
  "sms_allowed",
  "call_allowed",
  "is_active",
] as const;

/** `CUSTOMER_LOYALTY_CARD_SERVICE`: which programme, and how it is reached. */
export const loyaltyServiceSetting = z.discriminatedUnion("provider", [
  z.strictObject({
    provider: z.literal("embedded"),
    ...shared,
    welcome_points: z.int().min(0).default(0),
  }),
  z.strictObject({
    provider: z.literal("http"),
    ...shared,
    base_url: webAddress,
    secret: secretReference,
    /** Ours → theirs, where they differ. */
    fields: z.partialRecord(z.enum(MEMBER_FIELDS), z.string().min(1).max(60)).default({}),
  }),
  z.strictObject({
    provider: z.literal("voucherify"),
    ...shared,
    base_url: webAddress.default("https://api.voucherify.io"),
    app_id: secretReference,
    app_token: secretReference,
    program_id: z.string().min(1).max(100),
  }),
]);

/** `CLIENT_TYPES`: how a kind of client differs. Which kind a caller is, the server decides. */
const clientTypesSetting = z.record(
  z.string().regex(/^[a-z][a-z0-9_-]{0,30}$/, "a client type is written in small letters"),
  z.strictObject({
    /** Whether joining the loyalty programme needs a code. */
    verify_sms: z.boolean().default(true),
    /** A header by which such clients are known; its value is a secret. API tokens can carry the type too. */
    header: z
      .strictObject({
        name: z.string().regex(/^x-[a-z0-9-]{1,40}$/, "is a header as x-client-key"),
        value: secretReference,
      })
      .optional(),
  }),
);

/** Every setting with its schema, by name. */
export const SETTINGS = {
  CUSTOMER_LOYALTY_CARD_SERVICE: loyaltyServiceSetting.nullable(),
  CLIENT_TYPES: clientTypesSetting,
} as const;

export type SettingName = keyof typeof SETTINGS;
export type SettingValue<Name extends SettingName> = z.infer<(typeof SETTINGS)[Name]>;
export type LoyaltyServiceSetting = z.infer<typeof loyaltyServiceSetting>;
