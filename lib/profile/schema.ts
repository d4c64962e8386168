import { z } from "zod";
import { consentFields, consentResponseFields } from "@/lib/consents/schema";
import { phoneText } from "@/lib/contact/schema";
import { attributes, shownAttributes } from "@/lib/fields/attributes-schema";
import { birthDate, gender, presence, textLine } from "@/lib/platform/fields";
import { normalizeLanguageCode } from "@/lib/platform/i18n/languages";
import * as answered from "@/lib/platform/response-schema";
import { codeSentFields, submissionFields } from "@/lib/verification/schema";

/** Longest first or last name of a profile, and of one that goes with a loyalty card. */
export const NAME_MAX = 50;
export const LOYALTY_NAME_MAX = 30;

/** One of our languages, with or without a region. */
export const languageCode = textLine({ max: 35 })
  .transform((tag, context) => {
    const code = normalizeLanguageCode(tag);
    if (code) return code;
    context.addIssue({ code: "custom", message: "language" });
    return z.NEVER;
  })
  .meta({ description: "One of the six languages, with or without a region: en, en-us." });

/** A new picture, null or an empty text to remove it, or the text a GET gave, which changes nothing. */
const avatarUpload = z
  .union([z.file(), z.string().max(2048), z.null()], { error: "avatar_not_file" })
  .transform((value) => (value === "" ? null : value))
  .meta({ description: "JPEG, PNG or WebP up to 2 MB. null or an empty string removes it." });

/** What a name must not have: line separators, and what turns the text after it around. */
const NOT_IN_NAMES = /[\u2028\u2029\u202a-\u202e\u2066-\u2069\u0080-\u009f]/;
/** Letters and signs, not blanks and marks alone, nor the blanks that Unicode counts among the letters. */
const VISIBLE = /(?![\u115f\u1160\u17b4\u17b5\u3164\u2800\uffa0])[\p{L}\p{N}\p{P}\p{S}]/u;

/** A person's first or last name: at least one visible character. */
export function personName(max: number) {
  return anyName(max)
    .refine((name) => VISIBLE.test(name), { error: "blank" })
    .meta({ minLength: 1, maxLength: max });
}

/** The same in a change: who has no name yet may send that back. */
export function changedName(max: number) {
  return anyName(max)
    .refine((name) => name === "" || VISIBLE.test(name), { error: "blank" })
    .meta({ maxLength: max });
}

function anyName(max: number) {
  return textLine({ max }).refine((name) => !NOT_IN_NAMES.test(name), { error: "bad_characters", abort: true });
}

const profileFields = {
  first_name: changedName(NAME_MAX).optional(),
  last_name: changedName(NAME_MAX).optional(),
  ...consentFields,
  gender: gender.optional(),
  date_of_birth: birthDate.nullable().optional(),
  phone: phoneText.nullable().optional(),
  attributes,
  language_code: languageCode.optional(),
  avatar: avatarUpload.optional(),
  ...submissionFields,
};

/**
 * Body of PATCH /users/profile/: partial, unknown and read-only keys ignored. The document's table calls `phone`
 * required while its own example omits it: optional, and null only where a GET gave null.
 */
export const updateProfileBody = z
  .object(profileFields)
  .meta({ examples: [{ first_name: "John", last_name: "Doe", call_allowed: false }] });

/** Body of PATCH /users/profile-with-loyalty/: `phone` and `date_of_birth` are required; there is no avatar. */
export const updateProfileWithLoyaltyBody = z
  .object(profileFields)
  .omit({ avatar: true })
  .extend({
    first_name: changedName(LOYALTY_NAME_MAX).optional(),
    last_name: changedName(LOYALTY_NAME_MAX).optional(),
    phone: phoneText,
    date_of_birth: birthDate,
  })
  .meta({
    examples: [
      {
        phone: "+905551234555",
        date_of_birth: "1990-01-01",
        gender: "male",
        attributes: { preferred_language: "English" },
      },
    ],
  });

/** What customers may call themselves. */
export const username = z
  .string({ error: presence("not_text") })
  .regex(/^[\p{L}\p{M}\p{N}_.@+-]{1,150}$/u, { error: "username" })
  .meta({ description: "Letters, digits and @ . + - _" });

/** Blanks, controls and half characters are in no address, though URL parsers forgive them. */
const WEB_ADDRESS = /^https?:\/\/[^\s\p{Cc}\p{Surrogate}]{1,2000}$/u;

/** The address of a picture; null or an empty text removes it. */
const avatarAddress = z
  .string({ error: "avatar_url" })
  .refine((text) => text === "" || (WEB_ADDRESS.test(text) && URL.canParse(text)), { error: "avatar_url" })
  .nullable()
  .transform((value) => (value === "" ? null : value))
  .meta({ description: "A URL, which is stored and never fetched. null or an empty string removes it." });

export const updateCustomerBody = z
  .object({
    username: username.optional(),
    avatar: avatarAddress.optional(),
    first_name: profileFields.first_name,
    last_name: profileFields.last_name,
    gender: profileFields.gender,
  })
  .meta({ examples: [{ username: "john.doe", first_name: "John", last_name: "Doe", gender: "male" }] });

export type UpdateProfileBody = z.infer<typeof updateProfileBody>;
export type UpdateCustomerBody = z.infer<typeof updateCustomerBody>;

/** A profile change under our own names, as it was sent; what is undefined stays as it is. */
export type GivenProfileChange = ReturnType<typeof profileChange>;

/** The same once it is known that no number is taken away. */
export type ProfileChange = Omit<GivenProfileChange, "phone"> & { phone?: string | undefined };

/** The change that a body of PATCH /users/profile/ or /users/profile-with-loyalty/ asks for. */
export function profileChange(body: UpdateProfileBody) {
  return {
    firstName: body.first_name,
    lastName: body.last_name,
    gender: body.gender,
    dateOfBirth: body.date_of_birth,
    languageCode: body.language_code,
    phone: body.phone,
    attributes: body.attributes,
    avatar: body.avatar,
    consents: { email: body.email_allowed, sms: body.sms_allowed, call: body.call_allowed },
  };
}

/** A change by customers/me under our own names; what is undefined stays as it is. */
export type CustomerProfileChange = ReturnType<typeof customerProfileChange>;

/** The change that a body of PATCH /api/shop/customers/me asks for. */
export function customerProfileChange(body: UpdateCustomerBody) {
  return {
    username: body.username,
    firstName: body.first_name,
    lastName: body.last_name,
    gender: body.gender,
    avatar: body.avatar,
  };
}

const avatar = z
  .string()
  .nullable()
  .meta({ examples: [null] });

export const profileResponse = z
  .object({
    id: answered.rowId,
    first_name: answered.firstName,
    last_name: answered.lastName,
    ...consentResponseFields,
    avatar,
    email: answered.email,
    phone: answered.phone,
    date_of_birth: answered.day.nullable(),
    gender: answered.gender,
    genders: z.array(z.object({ value: z.enum(["female", "male"]), label: z.string() })).meta({
      description: "The choices, labelled in the response's language.",
      examples: [
        [
          { value: "female", label: "female" },
          { value: "male", label: "male" },
        ],
      ],
    }),
    language_code: z.string().meta({ examples: ["en-us"] }),
    attributes: shownAttributes,
    date_joined: answered.instant,
  })
  .meta({ id: "Profile" });

export const updatedProfileResponse = z.union([profileResponse, answered.successResponse]);

export const pendingProfileResponse = profileResponse.pick({
  email_allowed: true,
  sms_allowed: true,
  call_allowed: true,
  avatar: true,
  email: true,
  date_of_birth: true,
  language_code: true,
  date_joined: true,
});

/** What PATCH /users/profile/ answers with 202: the current values and the state of the challenge. */
export const profileStepResponse = pendingProfileResponse.extend(codeSentFields).meta({ id: "ProfileStep" });

/** What PATCH /users/profile-with-loyalty/ answers with 202: the whole profile as it is. */
export const wholeProfileStepResponse = profileResponse.extend(codeSentFields).meta({ id: "WholeProfileStep" });

export const userResponse = z
  .object({
    username: z.string().meta({ examples: ["john.doe"] }),
    email: answered.email,
    first_name: answered.firstName,
    last_name: answered.lastName,
  })
  .meta({ id: "User" });

export const customerResponse = z
  .object({
    id: answered.rowId,
    username: z.string().meta({ examples: ["john.doe"] }),
    mobile_number: answered.phone,
    email: answered.email.nullable(),
    avatar,
    first_name: answered.firstName,
    last_name: answered.lastName,
    full_name: z.string().meta({ examples: ["John Doe"] }),
    gender: answered.gender,
    is_profile_completed: z.boolean(),
  })
  .meta({ id: "Customer" });

export type PendingProfileResponse = z.infer<typeof pendingProfileResponse>;
export type ProfileResponse = z.infer<typeof profileResponse>;
export type UserResponse = z.infer<typeof userResponse>;
export type CustomerResponse = z.infer<typeof customerResponse>;
