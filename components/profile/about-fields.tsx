import { useTranslations } from "next-intl";
import { BirthDateField } from "@/components/forms/fields";
import type { AppForm } from "@/components/forms/use-app-form";
import { LANGUAGE_NAMES } from "@/components/layout/language-name";
import { RadioGroup } from "@/components/ui/radio-group";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { LANGUAGES } from "@/lib/platform/i18n/languages";
import type { ProfileValues } from "./profile-values";

/** Names, date of birth, language and gender. */
export function AboutFields({ form }: { form: AppForm<ProfileValues> }) {
  const t = useTranslations("profile.about");
  return (
    <div className="grid gap-6 sm:grid-cols-2">
      <TextField autoComplete="given-name" {...form.field("first_name")} />
      <TextField autoComplete="family-name" {...form.field("last_name")} />
      <BirthDateField {...form.field("date_of_birth")} />
      <SelectField {...form.field("language_code")}>
        {LANGUAGES.map((language) => (
          // In the device's font, so that the page does not load the fonts of all scripts.
          <option key={language} value={language} lang={language} className="font-system">
            {LANGUAGE_NAMES[language]}
          </option>
        ))}
      </SelectField>
      <div className="sm:col-span-2">
        <RadioGroup
          {...form.field("gender")}
          options={[
            { value: "female", label: t("female") },
            { value: "male", label: t("male") },
            { value: "none", label: t("noAnswer") },
          ]}
        />
      </div>
    </div>
  );
}
