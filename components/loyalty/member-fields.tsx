import { useTranslations } from "next-intl";
import { BirthDateField, EmailField } from "@/components/forms/fields";
import { PhoneField } from "@/components/forms/phone-field";
import type { PhoneChoices } from "@/components/forms/phone-number";
import type { AppForm } from "@/components/forms/use-app-form";
import { CONSENTS } from "@/components/preferences/consents";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextField } from "@/components/ui/text-field";
import type { MemberValues } from "./member-values";

type MemberFieldsProps = {
  form: AppForm<MemberValues>;
  choices: PhoneChoices;
  writtenPhone: string;
  hasEmail: boolean;
};

/** Who the member is. */
export function MemberFields({ form, choices, writtenPhone, hasEmail }: MemberFieldsProps) {
  const t = useTranslations("loyalty.fields");
  return (
    <div className="grid max-w-2xl gap-5">
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField autoComplete="given-name" {...form.field("first_name")} />
        <TextField autoComplete="family-name" {...form.field("last_name")} />
      </div>
      {hasEmail && <EmailField {...form.field("email")} />}
      <PhoneField form={form} name="phone" hint={t("phoneHint")} choices={choices} written={writtenPhone} />
      <BirthDateField {...form.field("date_of_birth")} />
      <RadioGroup
        {...form.field("gender")}
        label={t("optional", { label: form.labels.gender })}
        options={(["female", "male", "unknown"] as const).map((value) => ({ value, label: t(`genders.${value}`) }))}
      />
    </div>
  );
}

type ConsentQuestionsProps = { form: AppForm<MemberValues>; initial: MemberValues };

/** How the programme may contact the member. Only a question never answered can be left open. */
export function ConsentQuestions({ form, initial }: ConsentQuestionsProps) {
  const t = useTranslations("loyalty.fields.answers");
  return (
    <div className="grid gap-6">
      {CONSENTS.map((name) => (
        <RadioGroup
          key={name}
          {...form.field(name)}
          options={[
            { value: "true", label: t("true") },
            { value: "false", label: t("false") },
            ...(initial[name] === "" ? [{ value: "unanswered", label: t("later") }] : []),
          ]}
        />
      ))}
    </div>
  );
}
