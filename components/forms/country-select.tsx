import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import type { PhoneCountry } from "./phone-number";

type CountrySelectProps = {
  name: string;
  countries: readonly PhoneCountry[];
  /** Undefined for one not in the list. */
  country: PhoneCountry | undefined;
  onChoose: (country: PhoneCountry | undefined) => void;
};

/** Shows the calling code only; the native list behind it has the names. */
export function CountrySelect({ name, countries, country, onChoose }: CountrySelectProps) {
  const t = useTranslations("phoneField");
  return (
    <span
      className={
        "relative flex min-h-12 grow items-center gap-1.5 rounded-control border border-line-strong bg-surface ps-3 pe-2.5 " +
        "transition-colors hover:border-ink-soft has-focus-visible:border-primary has-focus-visible:outline-2 has-focus-visible:outline-primary"
      }
    >
      <span aria-hidden className="min-w-10 text-base font-medium tabular-nums">
        {country ? `+${country.callingCode}` : "+"}
      </span>
      <ChevronDown aria-hidden className="size-4.5 text-ink-soft" />
      <select
        name={name}
        aria-label={t("country")}
        autoComplete="tel-country-code"
        value={country?.code ?? ""}
        onChange={({ target }) => onChoose(countries.find(({ code }) => code === target.value))}
        className="absolute inset-0 size-full cursor-pointer appearance-none bg-surface text-base text-ink opacity-0"
      >
        {!country && <option value="">{t("otherCountry")}</option>}
        {countries.map(({ code, name: countryName, callingCode }) => (
          <option key={code} value={code}>
            {`${countryName} (\u2066+${callingCode}\u2069)`}
          </option>
        ))}
      </select>
    </span>
  );
}
