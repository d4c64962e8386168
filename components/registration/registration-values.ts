import { useTranslations } from "next-intl";
import { type Answer, consentOf } from "@/components/preferences/consents";

/** The registration as the form holds it, under the API's names. */
export const EMPTY_REGISTRATION = {
  first_name: "",
  last_name: "",
  email: "",
  phone: "",
  password: "",
  add_loyalty: false as boolean,
  date_of_birth: "",
  gender: "" as "" | "female" | "male" | "none",
  email_allowed: "" as Answer,
  sms_allowed: "" as Answer,
  call_allowed: "" as Answer,
  confirm: false as boolean,
};

export type RegistrationValues = typeof EMPTY_REGISTRATION;

/** The fields' labels, in the order of the form. */
export function useRegistrationLabels(): Record<keyof RegistrationValues, string> {
  const t = useTranslations("registration");
  const about = useTranslations("profile.about");
  const consents = useTranslations("profile.consents");
  const auth = useTranslations("auth");
  return {
    first_name: about("first_name"),
    last_name: about("last_name"),
    email: auth("email"),
    phone: auth("phoneNumber"),
    password: auth("password"),
    add_loyalty: t("add_loyalty"),
    date_of_birth: about("date_of_birth"),
    gender: about("gender"),
    email_allowed: consents("email_allowed"),
    sms_allowed: consents("sms_allowed"),
    call_allowed: consents("call_allowed"),
    confirm: t.markup("confirm", { terms: (text) => text, privacy: (text) => text }),
  };
}

/** Where to send these values, and the purpose of its challenge. */
export function registrationTarget({ add_loyalty: addLoyalty }: RegistrationValues) {
  return addLoyalty
    ? ({ path: "/api/users/register-with-loyalty/", purpose: "registration_with_loyalty" } as const)
    : ({ path: "/api/users/registration/", purpose: "registration" } as const);
}

/** The request's body. */
export function registrationRequest(values: RegistrationValues): Record<string, unknown> {
  const { add_loyalty: addLoyalty, date_of_birth: birthDate, gender, ...rest } = values;
  return {
    ...rest,
    // Missing rather than null where required, for the right error.
    ...(birthDate === "" ? (addLoyalty ? {} : { date_of_birth: null }) : { date_of_birth: birthDate }),
    gender: gender === "female" || gender === "male" ? gender : null,
    email_allowed: consentOf(rest.email_allowed),
    sms_allowed: consentOf(rest.sms_allowed),
    call_allowed: consentOf(rest.call_allowed),
    ...(addLoyalty && { add_loyalty: true }),
  };
}
