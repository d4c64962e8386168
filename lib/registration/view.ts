import type { Language } from "@/lib/platform/i18n/languages";
import { genderChoices } from "@/lib/profile/view";
import type { Registration } from "@/lib/registration/schema";

/**
 * What was submitted, in the profile's shape; never the password.
 * @param languageCode what the customer will have, unless one was submitted
 */
export function toPendingRegistrationResponse(
  registration: Omit<Registration, "password">,
  { language, languageCode }: { language: Language; languageCode: string },
) {
  const { firstName, lastName, consents, email, phone, dateOfBirth, gender, attributes } = registration;
  return {
    id: null,
    first_name: firstName,
    last_name: lastName,
    email_allowed: consents.email,
    sms_allowed: consents.sms,
    call_allowed: consents.call,
    avatar: null,
    email,
    phone,
    date_of_birth: dateOfBirth,
    gender,
    genders: genderChoices(language),
    language_code: registration.languageCode ?? languageCode,
    attributes,
    date_joined: null,
  };
}
