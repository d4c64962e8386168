import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { UseFormReturn } from "react-hook-form";
import { PhoneField } from "@/components/forms/phone-field";
import type { PhoneChoices } from "@/components/forms/phone-number";
import { PasswordField } from "@/components/ui/password-field";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextField } from "@/components/ui/text-field";
import { PASSWORD_MIN } from "@/lib/auth/limits";
import type { RegistrationValues } from "./registration-values";
import { useRegistrationLabels } from "./use-registration-labels";

type SectionProps = {
  form: UseFormReturn<RegistrationValues>;
  /** As first rendered, so that the fields are filled before the browser has run any script. */
  initial: RegistrationValues;
};

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

/** Names, and what one signs in with. */
export function AccessSection({ form, initial, choices }: SectionProps & { choices: PhoneChoices }) {
  const t = useTranslations("registration");
  const identity = useTranslations("identity");
  const labels = useRegistrationLabels();
  const { register } = form;
  const { errors } = form.formState;
  return (
    <FormSection title={t("accessTitle")}>
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          label={labels.first_name}
          error={errors.first_name?.message}
          autoComplete="given-name"
          defaultValue={initial.first_name}
          {...register("first_name")}
        />
        <TextField
          label={labels.last_name}
          error={errors.last_name?.message}
          autoComplete="family-name"
          defaultValue={initial.last_name}
          {...register("last_name")}
        />
      </div>
      <TextField
        type="email"
        label={labels.email}
        error={errors.email?.message}
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        dir="ltr"
        defaultValue={initial.email}
        {...register("email")}
      />
      <PhoneField
        control={form.control}
        name="phone"
        label={labels.phone}
        hint={t("phoneHint")}
        error={errors.phone?.message}
        choices={choices}
      />
      <PasswordField
        label={labels.password}
        showLabel={identity("showPassword")}
        hint={identity("passwordHint", { min: PASSWORD_MIN })}
        error={errors.password?.message}
        autoComplete="new-password"
        dir="ltr"
        defaultValue={initial.password}
        {...register("password")}
      />
    </FormSection>
  );
}

/** Birth date and gender; both may be left out, unless a loyalty card is wanted. */
export function AboutSection({ form, initial, isBirthDateRequired }: SectionProps & { isBirthDateRequired: boolean }) {
  const t = useTranslations("registration");
  const about = useTranslations("profile.about");
  const labels = useRegistrationLabels();
  const { errors } = form.formState;
  return (
    <FormSection title={about("title")}>
      <TextField
        type="date"
        label={isBirthDateRequired ? labels.date_of_birth : t("optional", { label: labels.date_of_birth })}
        hint={t(isBirthDateRequired ? "birthDateForCard" : "birthDateHint")}
        error={errors.date_of_birth?.message}
        autoComplete="bday"
        min="1900-01-01"
        defaultValue={initial.date_of_birth}
        {...form.register("date_of_birth")}
      />
      <RadioGroup
        legend={t("optional", { label: labels.gender })}
        error={errors.gender?.message}
        defaultValue={initial.gender}
        options={[
          { value: "female", label: about("female") },
          { value: "male", label: about("male") },
          { value: "none", label: about("noAnswer") },
        ]}
        {...form.register("gender")}
      />
    </FormSection>
  );
}

/** The three consents: nothing is chosen beforehand, and none has to be answered. */
export function ContactSection({ form, initial }: SectionProps) {
  const t = useTranslations("registration");
  const consents = useTranslations("profile.consents");
  const answers = useTranslations("consents");
  const labels = useRegistrationLabels();
  return (
    <FormSection title={consents("title")} description={t("consentsText")}>
      {(["email_allowed", "sms_allowed", "call_allowed"] as const).map((name) => (
        <RadioGroup
          key={name}
          legend={labels[name]}
          error={form.formState.errors[name]?.message}
          defaultValue={initial[name]}
          options={[
            { value: "true", label: answers("yes") },
            { value: "false", label: answers("no") },
            { value: "unanswered", label: t("later") },
          ]}
          {...form.register(name)}
        />
      ))}
    </FormSection>
  );
}
