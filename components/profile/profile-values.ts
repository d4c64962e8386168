import { useTranslations } from "next-intl";
import { type Language, languageOf } from "@/lib/platform/i18n/languages";
import type { ProfileResponse } from "@/lib/profile/schema";

/** The profile as the form holds it, under the API's names. */
export type ProfileValues = {
  first_name: string;
  last_name: string;
  /** Empty for none. */
  date_of_birth: string;
  gender: "female" | "male" | "none";
  language_code: Language;
  avatar: "keep" | "remove" | File;
};

export const PROFILE_FIELDS = [
  "avatar",
  "first_name",
  "last_name",
  "date_of_birth",
  "gender",
  "language_code",
] as const satisfies readonly (keyof ProfileValues)[];

/** The fields' labels, in the order of the form. */
export function useProfileLabels(): Record<keyof ProfileValues, string> {
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

/** The form's values for a profile. */
export function profileValues(profile: ProfileResponse): ProfileValues {
  return {
    first_name: profile.first_name,
    last_name: profile.last_name,
    date_of_birth: profile.date_of_birth ?? "",
    gender: profile.gender ?? "none",
    language_code: languageOf(profile.language_code) ?? "en",
    avatar: "keep",
  };
}

/** The body of a PATCH with the named fields only. */
export function profileBody(
  values: ProfileValues,
  names: readonly (keyof ProfileValues)[] = PROFILE_FIELDS,
): Record<string, string | null | File> {
  const body: Record<string, string | null | File> = {};
  for (const name of names) {
    const value = wireValue(values, name);
    if (value !== undefined) body[name] = value;
  }
  return body;
}

function wireValue(values: ProfileValues, name: keyof ProfileValues): string | null | File | undefined {
  const value = values[name];
  switch (name) {
    case "avatar":
      return value === "keep" ? undefined : value === "remove" ? null : value;
    case "date_of_birth":
      return value || null;
    case "gender":
      return value === "none" ? null : value;
    default:
      return value;
  }
}

/** The same body as a form, which alone can carry a picture; an empty field is null there. */
export function formDataOf(body: Record<string, string | null | File | object>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(body)) {
    const text = typeof value === "string" ? value : JSON.stringify(value ?? "");
    form.set(name, value instanceof File ? value : text);
  }
  return form;
}
