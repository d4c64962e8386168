import { z } from "zod";
import { birthDate, consent, emailText, gender, phoneText, textLine } from "@/lib/platform/fields";
import { LOYALTY_NAME_MAX } from "@/lib/profile/schema";
import { answerFields } from "@/lib/verification/schema";

const name = textLine({ max: LOYALTY_NAME_MAX }).min(1, "blank");

/** Here an answer is required, though it may be "unknown". */
const givenGender = z
  .unknown()
  .superRefine((value, context) => {
    if (value === undefined) context.addIssue({ code: "custom", message: "required" });
  })
  .pipe(gender);

const consents = {
  email_allowed: consent.optional(),
  sms_allowed: consent.optional(),
  call_allowed: consent.optional(),
};

/** Body of POST /loyalty-card/add_loyalty_card_otp/. */
export const addLoyaltyCardOtpBody = z.object({
  first_name: name,
  last_name: name,
  email: emailText,
  ...consents,
  gender: givenGender,
  date_of_birth: birthDate,
  phone: phoneText,
});

/** Body of POST /loyalty-card/add_loyalty_card/. */
export const addLoyaltyCardBody = addLoyaltyCardOtpBody.extend(answerFields);

/** Body of POST /loyalty-card/update_loyalty_card/. */
export const updateLoyaltyCardBody = z.object({
  phone: phoneText,
  first_name: name,
  last_name: name,
  ...consents,
  gender: givenGender,
  date_of_birth: birthDate.nullable().optional(),
  ...answerFields,
});

/** Body of POST /loyalty-card/search_exists_create/. */
export const searchExistsBody = z.object({
  email: emailText,
  phone: phoneText.optional(),
  date_of_birth: birthDate.optional(),
});

export type AddLoyaltyCardBody = z.infer<typeof addLoyaltyCardOtpBody>;
export type UpdateLoyaltyCardBody = z.infer<typeof updateLoyaltyCardBody>;
export type SearchExistsBody = z.infer<typeof searchExistsBody>;

const LEDGER_PAGE = 20;
const LEDGER_PAGE_MAX = 100;

/** The page of a ledger that a query asks for; what makes no sense is left to the defaults. */
export function ledgerPage(query: URLSearchParams): { before: string | null; limit: number } {
  const limit = Number(query.get("limit") ?? LEDGER_PAGE);
  const before = query.get("before");
  return {
    before: before && /^[\w.:=-]{1,200}$/.test(before) ? before : null,
    limit: Number.isInteger(limit) && limit >= 1 ? Math.min(limit, LEDGER_PAGE_MAX) : LEDGER_PAGE,
  };
}

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

const genderValue = z.enum(["female", "male"]);

/** A customer as the loyalty documents show him. */
export const loyaltyUserResponse = z.object({
  pk: z.number().int(),
  username: z.string(),
  first_name: z.string(),
  last_name: z.string(),
  email: z.string(),
  is_active: z.boolean(),
  date_joined: z.string(),
  last_login: z.string().nullable(),
  email_allowed: z.boolean().nullable(),
  sms_allowed: z.boolean().nullable(),
  call_allowed: z.boolean().nullable(),
  gender: genderValue.nullable(),
  attributes: z.record(z.string(), z.unknown()),
  phone: z.string().nullable(),
  date_of_birth: z.string().nullable(),
  attributes_kwargs: z.record(z.string(), z.never()),
  user_type: z.literal("registered"),
  modified_date: z.string(),
});

/** A card with its customer. */
export const loyaltyCardResponse = z.object({
  pk: z.number().int(),
  attributes: z.object({ account_number: z.string() }),
  created_date: z.string(),
  modified_date: z.string(),
  number: z.string(),
  user: loyaltyUserResponse,
});

/** What GET /loyalty-card/loyalty_card/ answers. */
export const loyaltyStateResponse = z.object({
  card: loyaltyCardResponse.nullable(),
  points: z.number().int(),
  errors: z.string().nullable(),
});

/** The account as the programme has it: what update_loyalty_card shows and takes. */
export const loyaltyAccountResponse = z.object({
  first_name: z.string(),
  last_name: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  gender: z.enum(["female", "male", "unknown"]),
  date_of_birth: z.string().nullable(),
  email_allowed: z.boolean().nullable(),
  sms_allowed: z.boolean().nullable(),
  call_allowed: z.boolean().nullable(),
});

/** What GET /loyalty-card/ledger/ answers. */
export const ledgerResponse = z.object({
  points: z.number().int(),
  pending_points: z.number().int().nullable(),
  expiring: z.object({ points: z.number().int(), at: z.string() }).nullable(),
  tier: z
    .object({
      name: z.string(),
      next: z.object({ name: z.string(), missing_points: z.number().int() }).nullable(),
    })
    .nullable(),
  entries: z.array(
    z.object({
      id: z.string(),
      at: z.string(),
      kind: z.enum(["welcome", "earn", "spend", "reverse", "expire", "adjust"]),
      points: z.number().int(),
      balance: z.number().int(),
      description: z.string(),
      available_at: z.string().nullable(),
      expires_at: z.string().nullable(),
    }),
  ),
  /** Hand it back as `?before=` to get what is older; null at the end. */
  next: z.string().nullable(),
});

export type LoyaltyUserResponse = z.infer<typeof loyaltyUserResponse>;
export type LoyaltyCardResponse = z.infer<typeof loyaltyCardResponse>;
export type LoyaltyStateResponse = z.infer<typeof loyaltyStateResponse>;
export type LoyaltyAccountResponse = z.infer<typeof loyaltyAccountResponse>;
export type LedgerResponse = z.infer<typeof ledgerResponse>;
