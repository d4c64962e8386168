import { useTranslations } from "next-intl";
import type { UseFormReturn } from "react-hook-form";
import { LANGUAGE_NAMES } from "@/components/layout/language-names";
import { RadioGroup } from "@/components/ui/radio-group";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { LANGUAGES } from "@/lib/platform/i18n/languages";
import type { ProfileValues } from "./profile-values";

type AboutFieldsProps = {
  form: UseFormReturn<ProfileValues>;
  /** As first rendered, so that the fields are filled before the browser has run any script. */
  initial: ProfileValues;
};

/** Names, date of birth, language and gender. */
export function AboutFields({ form, initial }: AboutFieldsProps) {
  const t = useTranslations("profile.about");
  const { register } = form;
  const { errors } = form.formState;
  return (
    <div className="grid gap-6 sm:grid-cols-2">
      <TextField
        label={t("first_name")}
        error={errors.first_name?.message}
        autoComplete="given-name"
        defaultValue={initial.first_name}
        {...register("first_name")}
      />
      <TextField
        label={t("last_name")}
        error={errors.last_name?.message}
        autoComplete="family-name"
        defaultValue={initial.last_name}
        {...register("last_name")}
      />
      <TextField
        type="date"
        label={t("date_of_birth")}
        error={errors.date_of_birth?.message}
        autoComplete="bday"
        min="1900-01-01"
        defaultValue={initial.date_of_birth}
        {...register("date_of_birth")}
      />
      <SelectField
        label={t("language")}
        error={errors.language_code?.message}
        // In the device's own letters: for these few words, no page loads the fonts of all scripts.
        className="font-system"
        defaultValue={initial.language_code}
        {...register("language_code")}
      >
        {LANGUAGES.map((language) => (
          <option key={language} value={language} lang={language}>
            {LANGUAGE_NAMES[language]}
          </option>
        ))}
      </SelectField>
      <div className="sm:col-span-2">
        <RadioGroup
          legend={t("gender")}
          error={errors.gender?.message}
          defaultValue={initial.gender}
          options={[
            { value: "female", label: t("female") },
            { value: "male", label: t("male") },
            { value: "none", label: t("noAnswer") },
          ]}
          {...register("gender")}
        />
      </div>
    </div>
  );
}
