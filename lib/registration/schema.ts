import { z } from "zod";
import { EXAMPLE_PASSWORD, newPassword } from "@/lib/auth/schema";
import { consentFields } from "@/lib/consents/schema";
import { emailText, phoneText } from "@/lib/contact/schema";
import { attributes } from "@/lib/fields/attributes-schema";
import { birthDate, consent, flag, gender } from "@/lib/platform/fields";
import { LOYALTY_NAME_MAX, languageCode, NAME_MAX, personName, profileResponse } from "@/lib/profile/schema";
import { codeSentFields, submissionFields } from "@/lib/verification/schema";

/** Forms of real clients send an empty text for what was left out. */
const optionalBirthDate = z.preprocess((value) => (value === "" ? null : value), birthDate.nullable()).optional();

const example = {
  first_name: "Jane",
  last_name: "Roe",
  email: "jane@example.com",
  password: EXAMPLE_PASSWORD,
  phone: "+905551234555",
  date_of_birth: "1990-01-01",
  gender: "female",
  email_allowed: true,
  sms_allowed: true,
  call_allowed: false,
};

export const registrationBody = z
  .object({
    first_name: personName(NAME_MAX),
    last_name: personName(NAME_MAX),
    email: emailText,
    password: newPassword,
    phone: phoneText,
    date_of_birth: optionalBirthDate,
    gender: gender.optional(),
    ...consentFields,
    attributes,
    language_code: languageCode.optional(),
    confirm: consent.optional().meta({ description: "Whether the terms are accepted." }),
    kvkk_confirm: consent.optional().meta({ description: "Alias of `confirm`." }),
    ...submissionFields,
  })
  .meta({ examples: [{ ...example, confirm: true }] });

/** Body of POST /users/register-with-loyalty/: what a loyalty account needs is required, and its names are shorter. */
export const registrationWithLoyaltyBody = registrationBody
  .extend({
    first_name: personName(LOYALTY_NAME_MAX),
    last_name: personName(LOYALTY_NAME_MAX),
    date_of_birth: birthDate,
    add_loyalty: flag.optional().meta({ description: "Whether a loyalty card is wanted." }),
  })
  .meta({ examples: [{ ...example, add_loyalty: true }] });

/** What a registration answers while its code is awaited: what was submitted, in the profile's shape, of nobody yet. */
export const registrationStepResponse = profileResponse
  .extend({ id: z.null(), date_joined: z.null(), ...codeSentFields })
  .meta({ id: "RegistrationStep" });

/** What POST /users/register-with-loyalty/ ends with; `loyalty` only for who asked for a card. */
export const registeredResponse = profileResponse
  .extend({
    loyalty: z
      .object({ status: z.enum(["joined", "pending", "refused"]) })
      .optional()
      .meta({
        description: "Only with `add_loyalty`: the card exists, follows once the programme responds, or was refused.",
      }),
  })
  .meta({ id: "RegisteredProfile" });

export type RegistrationBody = z.infer<typeof registrationBody> & { add_loyalty?: boolean | undefined };

/** Who registers, under our own names. */
export type Registration = ReturnType<typeof registrationOf>;

/** What a body of one of the two endpoints asks for. */
export function registrationOf(body: RegistrationBody) {
  return {
    firstName: body.first_name,
    lastName: body.last_name,
    email: body.email,
    password: body.password,
    phone: body.phone,
    dateOfBirth: body.date_of_birth ?? null,
    gender: body.gender ?? null,
    consents: {
      email: body.email_allowed ?? null,
      sms: body.sms_allowed ?? null,
      call: body.call_allowed ?? null,
    },
    attributes: body.attributes ?? {},
    languageCode: body.language_code ?? null,
    confirmed: body.confirm ?? body.kvkk_confirm ?? false,
    addLoyalty: body.add_loyalty ?? false,
  };
}
