import { useTranslations } from "next-intl";

/** Text keys for the sources that receipts name. */
const SOURCES = {
  profile: "profile",
  "profile-with-loyalty": "profile_with_loyalty",
  registration: "registration",
  registration_with_loyalty: "registration_with_loyalty",
  "register-with-loyalty": "loyalty_join",
  add_loyalty_card: "loyalty_join",
  search_exists_create: "loyalty_join",
  update_loyalty_card: "loyalty_update",
} as const;

/** Where an answer was given, such as "Answered in your account". */
export function useSourceText(): (source: string) => string {
  const t = useTranslations("preferences.sources");
  return (source) => t(source in SOURCES ? SOURCES[source as keyof typeof SOURCES] : "other");
}
