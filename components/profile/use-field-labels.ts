import { useTranslations } from "next-intl";
import type { ProfileValues } from "./profile-values";

/** What the form's fields are called, for the error summary. */
export function useFieldLabels(): Record<keyof ProfileValues, string> {
  const t = useTranslations("profile");
  return {
    avatar: t("picture.label"),
    first_name: t("about.first_name"),
    last_name: t("about.last_name"),
    date_of_birth: t("about.date_of_birth"),
    gender: t("about.gender"),
    language_code: t("about.language"),
  };
}
