import { useTranslations } from "next-intl";
import { type Answer, CONSENTS, consentOf } from "@/components/preferences/consents";
import type { LoyaltyAccountResponse, LoyaltyUserResponse } from "@/lib/loyalty/schema";

/** A member's form, under the API's names. */
export type MemberValues = {
  first_name: string;
  last_name: string;
  email: string;
  phone: string;
  /** Empty for none. */
  date_of_birth: string;
  gender: "" | "female" | "male" | "unknown";
  email_allowed: Answer;
  sms_allowed: Answer;
  call_allowed: Answer;
};

/** The fields' labels, in the order of the form. */
export function useMemberLabels(): Record<keyof MemberValues, string> {
  const t = useTranslations("loyalty.fields");
  return {
    first_name: t("first_name"),
    last_name: t("last_name"),
    email: t("email"),
    phone: t("phone"),
    date_of_birth: t("date_of_birth"),
    gender: t("gender"),
    email_allowed: t("email_allowed"),
    sms_allowed: t("sms_allowed"),
    call_allowed: t("call_allowed"),
  };
}

/** The form's values for a customer, or for an account in the programme. */
export function memberValues(known: LoyaltyUserResponse | LoyaltyAccountResponse): MemberValues {
  return {
    first_name: known.first_name,
    last_name: known.last_name,
    email: known.email ?? "",
    phone: known.phone ?? "",
    date_of_birth: known.date_of_birth ?? "",
    // Nothing is chosen beforehand.
    gender: known.gender === "unknown" ? "" : (known.gender ?? ""),
    email_allowed: answerOf(known.email_allowed),
    sms_allowed: answerOf(known.sms_allowed),
    call_allowed: answerOf(known.call_allowed),
  };
}

function answerOf(allowed: boolean | null): Answer {
  return allowed === null ? "" : `${allowed}`;
}

/** The request's body; an empty birth date is left out, so that the server says it is missing. */
export function memberBody(values: MemberValues): Record<string, string | boolean | null | undefined> {
  const { date_of_birth: birthDate, gender, ...rest } = values;
  return {
    ...rest,
    date_of_birth: birthDate || undefined,
    gender: gender || "unknown",
    ...Object.fromEntries(CONSENTS.map((name) => [name, consentOf(values[name])])),
  };
}
