import { useTranslations } from "next-intl";
import type { RegistrationValues } from "./registration-values";

/** What the form's fields are called, at the fields and in the error summary. */
export function useRegistrationLabels(): Record<keyof RegistrationValues, string> {
  const t = useTranslations("registration");
  const about = useTranslations("profile.about");
  const consents = useTranslations("profile.consents");
  const identity = useTranslations("identity");
  return {
    first_name: about("first_name"),
    last_name: about("last_name"),
    email: identity("email"),
    phone: identity("phoneNumber"),
    password: identity("password"),
    add_loyalty: t("add_loyalty"),
    date_of_birth: about("date_of_birth"),
    gender: about("gender"),
    email_allowed: consents("email_allowed"),
    sms_allowed: consents("sms_allowed"),
    call_allowed: consents("call_allowed"),
    confirm: t.markup("confirm", { terms: (text) => text, privacy: (text) => text }),
  };
}
