import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BirthDateField, EmailField, NewPasswordField } from "@/components/forms/fields";
import { PhoneField } from "@/components/forms/phone-field";
import type { PhoneChoices } from "@/components/forms/phone-number";
import type { AppForm } from "@/components/forms/use-app-form";
import { CONSENTS } from "@/components/preferences/consents";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextField } from "@/components/ui/text-field";
import type { RegistrationValues } from "./registration-values";

type SectionProps = { form: AppForm<RegistrationValues> };

type FormSectionProps = { title: string; description?: string; children: ReactNode };

/** A titled part of the form. */
export function FormSection({ title, description, children }: FormSectionProps) {
  return (
    <section className="grid gap-5 border-t border-line pt-6 first-of-type:border-0 first-of-type:pt-0">
      <div>
        <h2 className="text-lg">{title}</h2>
        {description && <p className="mt-1 text-sm text-ink-soft">{description}</p>}
      </div>
      {children}
    </section>
  );
}

type AccessSectionProps = SectionProps & { choices: PhoneChoices; passwordMin: number };

/** Names, and the credentials. */
export function AccessSection({ form, choices, passwordMin }: AccessSectionProps) {
  const t = useTranslations("registration");
  return (
    <FormSection title={t("accessTitle")}>
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField autoComplete="given-name" {...form.field("first_name")} />
        <TextField autoComplete="family-name" {...form.field("last_name")} />
      </div>
      <EmailField {...form.field("email")} />
      <PhoneField form={form} name="phone" hint={t("phoneHint")} choices={choices} />
      <NewPasswordField {...form.field("password")} min={passwordMin} />
    </FormSection>
  );
}

/** Birth date and gender, both optional unless a loyalty card is wanted. */
export function AboutSection({ form, isBirthDateRequired }: SectionProps & { isBirthDateRequired: boolean }) {
  const t = useTranslations("registration");
  const about = useTranslations("profile.about");
  const { labels } = form;
  return (
    <FormSection title={about("title")}>
      <BirthDateField
        {...form.field("date_of_birth")}
        label={isBirthDateRequired ? labels.date_of_birth : t("optional", { label: labels.date_of_birth })}
        hint={t(isBirthDateRequired ? "birthDateForCard" : "birthDateHint")}
      />
      <RadioGroup
        {...form.field("gender")}
        label={t("optional", { label: labels.gender })}
        options={[
          { value: "female", label: about("female") },
          { value: "male", label: about("male") },
          { value: "none", label: about("noAnswer") },
        ]}
      />
    </FormSection>
  );
}

/** The three consents: nothing preselected, nothing required. */
export function ContactSection({ form }: SectionProps) {
  const t = useTranslations("registration");
  const consents = useTranslations("profile.consents");
  const answers = useTranslations("consents");
  return (
    <FormSection title={consents("title")} description={t("consentsText")}>
      {CONSENTS.map((name) => (
        <RadioGroup
          key={name}
          {...form.field(name)}
          options={[
            { value: "true", label: answers("yes") },
            { value: "false", label: answers("no") },
            { value: "unanswered", label: t("later") },
          ]}
        />
      ))}
    </FormSection>
  );
}
