import { z } from "zod";
import { newPassword } from "@/lib/auth/schema";
import { birthDate, consent, emailText, flag, gender, phoneText, textLine } from "@/lib/platform/fields";
import { attributes, LOYALTY_NAME_MAX, languageCode, NAME_MAX } from "@/lib/profile/schema";
import { answerFields } from "@/lib/verification/schema";

/** Forms of real clients send an empty text for what was left out. */
const optionalBirthDate = z.preprocess((value) => (value === "" ? null : value), birthDate.nullable()).optional();

/** Body of POST /users/registration/. Whatever else the clients send along is ignored. */
export const registrationBody = z.object({
  first_name: textLine({ max: NAME_MAX }).min(1, "blank"),
  last_name: textLine({ max: NAME_MAX }).min(1, "blank"),
  email: emailText,
  password: newPassword,
  phone: phoneText,
  date_of_birth: optionalBirthDate,
  gender: gender.optional(),
  email_allowed: consent.optional(),
  sms_allowed: consent.optional(),
  call_allowed: consent.optional(),
  attributes: attributes.optional(),
  language_code: languageCode.optional(),
  confirm: consent.optional(),
  kvkk_confirm: consent.optional(),
  ...answerFields,
});

/** Body of POST /users/register-with-loyalty/: what a loyalty account needs is required, and its names are shorter. */
export const registrationWithLoyaltyBody = registrationBody.extend({
  first_name: textLine({ max: LOYALTY_NAME_MAX }).min(1, "blank"),
  last_name: textLine({ max: LOYALTY_NAME_MAX }).min(1, "blank"),
  date_of_birth: birthDate,
  add_loyalty: flag.optional(),
});

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
