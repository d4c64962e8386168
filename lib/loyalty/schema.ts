import { z } from "zod";
import { consentFields, consentResponseFields } from "@/lib/consents/schema";
import { emailText, phoneText } from "@/lib/contact/schema";
import { shownAttributes } from "@/lib/fields/attributes-schema";
import { birthDate, gender } from "@/lib/platform/fields";
import * as answered from "@/lib/platform/response-schema";
import { LOYALTY_NAME_MAX, personName } from "@/lib/profile/schema";
import { codeSentFields, submissionFields } from "@/lib/verification/schema";

const name = personName(LOYALTY_NAME_MAX);

/** Here an answer is required, though it may be "unknown". */
const givenGender = z
  .unknown()
  .superRefine((value, context) => {
    if (value === undefined) context.addIssue({ code: "custom", message: "required" });
  })
  .pipe(gender)
  .meta({ enum: ["female", "male", "unknown"] });

const example = {
  first_name: "John",
  last_name: "Doe",
  phone: "+905551234555",
  gender: "male",
  date_of_birth: "1990-01-01",
  email_allowed: true,
  sms_allowed: true,
  call_allowed: false,
};
const exampleOfNew = { ...example, email: "john.doe@example.com" };

export const addLoyaltyCardOtpBody = z
  .object({
    first_name: name,
    last_name: name,
    email: emailText,
    ...consentFields,
    gender: givenGender,
    date_of_birth: birthDate,
    phone: phoneText,
  })
  .meta({ examples: [exampleOfNew] });

export const addLoyaltyCardBody = addLoyaltyCardOtpBody.extend(submissionFields).meta({ examples: [exampleOfNew] });

export const updateLoyaltyCardBody = z
  .object({
    phone: phoneText,
    first_name: name,
    last_name: name,
    ...consentFields,
    gender: givenGender,
    date_of_birth: birthDate.nullable().optional(),
    ...submissionFields,
  })
  .meta({ examples: [example] });

export const searchExistsBody = z
  .object({ email: emailText, phone: phoneText.optional(), date_of_birth: birthDate.optional() })
  .meta({ examples: [{ email: "john.doe@example.com", phone: "+905551234555" }] });

export type AddLoyaltyCardBody = z.infer<typeof addLoyaltyCardOtpBody>;
export type UpdateLoyaltyCardBody = z.infer<typeof updateLoyaltyCardBody>;
export type SearchExistsBody = z.infer<typeof searchExistsBody>;

const LEDGER_PAGE = 20;
const LEDGER_PAGE_MAX = 100;

/** Query of GET /loyalty-card/ledger/. */
export const ledgerQuery = z.object({
  before: z
    .string()
    .regex(/^[\w.:=-]{1,200}$/, "invalid")
    .optional()
    .meta({ description: "`next` of the previous page." }),
  limit: z
    .string()
    .refine((text) => /^[1-9]\d{0,2}$/.test(text) && Number(text) <= LEDGER_PAGE_MAX, {
      error: "whole_number",
      params: { min: 1, max: LEDGER_PAGE_MAX },
    })
    .transform(Number)
    .default(LEDGER_PAGE)
    .meta({ type: "integer", minimum: 1, maximum: LEDGER_PAGE_MAX, description: "Entries per page; 20 by default." }),
});

/** What somebody submits for a card, under our own names; an undefined consent was not asked. */
export type LoyaltyForm = ReturnType<typeof loyaltyForm>;

/** The form that a body of one of the endpoints fills in; the update's has no address, and may have no birth date. */
export function loyaltyForm(body: AddLoyaltyCardBody | UpdateLoyaltyCardBody) {
  return {
    firstName: body.first_name,
    lastName: body.last_name,
    email: "email" in body ? body.email : undefined,
    phone: body.phone,
    gender: body.gender,
    dateOfBirth: body.date_of_birth,
    consents: { email: body.email_allowed, sms: body.sms_allowed, call: body.call_allowed },
  };
}

/** A customer as the loyalty documents show them. */
export const loyaltyUserResponse = z
  .object({
    pk: answered.rowId,
    username: z.string().meta({ examples: ["john.doe"] }),
    first_name: answered.firstName,
    last_name: answered.lastName,
    email: answered.email,
    is_active: z.boolean(),
    date_joined: answered.instant,
    last_login: answered.instant.nullable(),
    ...consentResponseFields,
    gender: answered.gender,
    attributes: shownAttributes,
    phone: answered.phone,
    date_of_birth: answered.day.nullable(),
    attributes_kwargs: z.record(z.string(), z.never()).meta({ examples: [{}] }),
    user_type: z.literal("registered"),
    modified_date: answered.instant,
  })
  .meta({ id: "LoyaltyUser" });

export const cardFields = z.object({
  pk: answered.rowId,
  attributes: z.object({ account_number: z.string().meta({ examples: ["9000000041"] }) }),
  created_date: answered.instant,
  modified_date: answered.instant,
  number: z.string().meta({ examples: ["+905551234555"] }),
});

const loyaltyCardResponse = cardFields.extend({ user: loyaltyUserResponse }).meta({ id: "LoyaltyCard" });

export const loyaltyStateResponse = z
  .object({
    card: loyaltyCardResponse.nullable(),
    points: z.int().meta({ examples: [250] }),
    errors: z
      .string()
      .nullable()
      .meta({ description: "Why the points may be out of date; null if they are current.", examples: [null] }),
  })
  .meta({ id: "LoyaltyState" });

/** The account as the programme has it: what update_loyalty_card shows and takes. */
export const loyaltyAccountResponse = z
  .object({
    first_name: answered.firstName,
    last_name: answered.lastName,
    phone: answered.phone,
    email: answered.email.nullable(),
    gender: z.enum(["female", "male", "unknown"]).meta({ examples: ["male"] }),
    date_of_birth: answered.day.nullable(),
    ...consentResponseFields,
  })
  .meta({ id: "LoyaltyAccount" });

/** What a flow about a card answers while its code is awaited: what was submitted, never the code. */
export const loyaltyStepResponse = loyaltyAccountResponse.partial().extend(codeSentFields).meta({ id: "LoyaltyStep" });

const redirect = {
  redirect_url: z
    .string()
    .meta({ description: "Where the storefront goes next.", examples: ["omnishop_loyaltycard:loyalty-card"] }),
};

export const joinedResponse = z.object({ card: loyaltyCardResponse, ...redirect }).meta({ id: "Joined" });

export const shownAccountResponse = z.object({ card: loyaltyAccountResponse });

/** What POST /loyalty-card/update_loyalty_card/ ends with: no address. */
export const updatedAccountResponse = z
  .object({ card: loyaltyAccountResponse.omit({ email: true }), ...redirect })
  .meta({ id: "LoyaltyAccountUpdated" });

export const updateAccountResponse = z.union([updatedAccountResponse, answered.successResponse]);

/** What GET /loyalty-card/delete_loyalty/ answers: as much of the customer as a question needs. */
export const closingCardResponse = z.object({
  card: cardFields.extend({
    user: loyaltyUserResponse.pick({ pk: true, first_name: true, last_name: true, phone: true }),
  }),
});

export const linkedAccountResponse = z.object({ number: cardFields.shape.number });

/** The same for none that may be linked: the document's own words, in every language. */
export const noAccountResponse = z.object({ message: z.literal("not find remote account") });

/** One change of points. */
const ledgerEntryResponse = z
  .object({
    id: z.string().meta({ examples: ["901"] }),
    at: answered.instant,
    kind: z.enum(["welcome", "earn", "spend", "reverse", "expire", "adjust"]).meta({ examples: ["earn"] }),
    points: z.int().meta({ examples: [250] }),
    balance: z.int().meta({ description: "After this entry; below zero for a debt.", examples: [250] }),
    description: z.string().meta({ examples: ["Order 104711"] }),
    available_at: answered.instant.nullable().meta({ examples: [null] }),
    expires_at: answered.instant.nullable(),
  })
  .meta({ id: "LedgerEntry" });

export const ledgerResponse = z
  .object({
    points: z.int().meta({ description: "What can be spent, never below zero.", examples: [250] }),
    owed_points: z
      .int()
      .nullable()
      .meta({
        description: "Points taken back after they were spent, which the next ones pay for; null if not known.",
        examples: [0],
      }),
    pending_points: z
      .int()
      .nullable()
      .meta({ examples: [0] }),
    expiring: z.object({ points: z.int().meta({ examples: [250] }), at: answered.instant }).nullable(),
    tier: z
      .object({
        name: z.string().meta({ examples: ["Blue"] }),
        next: z
          .object({
            name: z.string().meta({ examples: ["Silver"] }),
            missing_points: z.int().meta({ examples: [250] }),
          })
          .nullable(),
      })
      .nullable(),
    entries: z.array(ledgerEntryResponse),
    next: z
      .string()
      .nullable()
      .meta({ description: "Pass it as `before` to get the next page; null on the last one.", examples: [null] }),
  })
  .meta({ id: "Ledger" });

export type LoyaltyUserResponse = z.infer<typeof loyaltyUserResponse>;
export type LoyaltyCardResponse = z.infer<typeof loyaltyCardResponse>;
export type LoyaltyAccountResponse = z.infer<typeof loyaltyAccountResponse>;
export type LedgerResponse = z.infer<typeof ledgerResponse>;
