import { type CountryCode, getCountries, getCountryCallingCode } from "libphonenumber-js/max";
import type { PhoneChoices } from "@/components/forms/phone-number";
import type { Env } from "@/lib/platform/env";
import type { Language } from "@/lib/platform/i18n/languages";

/**
 * The countries a phone field offers: those the shop sends messages to. Built on the server, so that the browser loads
 * no calling codes and no names.
 */
export function phoneChoices(
  { SMS_COUNTRIES: wanted, DEFAULT_PHONE_REGION: region }: Pick<Env, "SMS_COUNTRIES" | "DEFAULT_PHONE_REGION">,
  language: Language,
): PhoneChoices {
  const known: readonly string[] = getCountries();
  const names = new Intl.DisplayNames(language, { type: "region" });
  const countries = (wanted ?? known)
    .filter((code) => known.includes(code))
    .map((code) => ({
      code,
      name: names.of(code) ?? code,
      callingCode: String(getCountryCallingCode(code as CountryCode)),
    }));
  const { compare } = new Intl.Collator(language);
  return { region, countries: countries.sort((one, other) => compare(one.name, other.name)) };
}
