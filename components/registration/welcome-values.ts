import { useTranslations } from "next-intl";
import { type Answer, CONSENTS, consentOf } from "@/components/preferences/consents";
import type { ProfileResponse } from "@/lib/profile/schema";

/** What new customers may add, under the API's names. */
export type WelcomeValues = {
  /** Whether a loyalty card is wanted. */
  card: boolean;
  /** Empty for none. */
  date_of_birth: string;
  gender: "" | "female" | "male" | "none";
  email_allowed: Answer;
  sms_allowed: Answer;
  call_allowed: Answer;
};

/** The fields' labels, in the order of the form. */
export function useWelcomeLabels(): Record<keyof WelcomeValues, string> {
  const t = useTranslations("welcome");
  const about = useTranslations("profile.about");
  const consents = useTranslations("profile.consents");
  return {
    card: t("card"),
    date_of_birth: about("date_of_birth"),
    gender: about("gender"),
    email_allowed: consents("email_allowed"),
    sms_allowed: consents("sms_allowed"),
    call_allowed: consents("call_allowed"),
  };
}

/** What is known already, after a reload for example; nothing else is chosen. */
export function welcomeValues(profile: ProfileResponse): WelcomeValues {
  const answerTo = (allowed: boolean | null) => (allowed === null ? "" : (`${allowed}` as const));
  return {
    card: false,
    date_of_birth: profile.date_of_birth ?? "",
    gender: profile.gender ?? "",
    email_allowed: answerTo(profile.email_allowed),
    sms_allowed: answerTo(profile.sms_allowed),
    call_allowed: answerTo(profile.call_allowed),
  };
}

/** The request's body: what was answered. */
export function welcomeAnswers(values: WelcomeValues): Record<string, string | boolean> {
  const { date_of_birth: birthDate, gender } = values;
  const consents = CONSENTS.map((name) => [name, consentOf(values[name])] as const);
  return {
    ...(birthDate !== "" && { date_of_birth: birthDate }),
    ...((gender === "female" || gender === "male") && { gender }),
    ...Object.fromEntries(consents.filter((entry): entry is [(typeof entry)[0], boolean] => entry[1] !== null)),
  };
}
