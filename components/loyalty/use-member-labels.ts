import { useTranslations } from "next-intl";
import type { MemberValues } from "./member-values";

/** The fields' labels, in their order. */
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
