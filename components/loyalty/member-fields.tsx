import { useTranslations } from "next-intl";
import type { UseFormReturn } from "react-hook-form";
import { PhoneField } from "@/components/forms/phone-field";
import type { PhoneChoices } from "@/components/forms/phone-number";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextField } from "@/components/ui/text-field";
import { CONSENTS, type MemberValues } from "./member-values";
import { useMemberLabels } from "./use-member-labels";

type FieldsProps = {
  form: UseFormReturn<MemberValues>;
  /** As first rendered, so that the fields are filled before the browser has run any script. */
  initial: MemberValues;
};

/** Who the member is. */
export function MemberFields({
  form,
  initial,
  choices,
  hasEmail,
}: FieldsProps & { choices: PhoneChoices; hasEmail: boolean }) {
  const t = useTranslations("loyalty.fields");
  const labels = useMemberLabels();
  const { register } = form;
  const { errors } = form.formState;
  return (
    <div className="grid max-w-2xl gap-5">
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
      {hasEmail && (
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
      )}
      <PhoneField
        control={form.control}
        name="phone"
        label={labels.phone}
        hint={t("phoneHint")}
        error={errors.phone?.message}
        choices={choices}
      />
      <TextField
        type="date"
        label={labels.date_of_birth}
        error={errors.date_of_birth?.message}
        autoComplete="bday"
        min="1900-01-01"
        defaultValue={initial.date_of_birth}
        {...register("date_of_birth")}
      />
      <RadioGroup
        legend={labels.gender}
        error={errors.gender?.message}
        defaultValue={initial.gender}
        options={(["female", "male", "unknown"] as const).map((value) => ({ value, label: t(`genders.${value}`) }))}
        {...register("gender")}
      />
    </div>
  );
}

/** How the programme may contact him; only a question never answered can be left open. */
export function ConsentQuestions({ form, initial }: FieldsProps) {
  const t = useTranslations("loyalty.fields.answers");
  const labels = useMemberLabels();
  return (
    <div className="grid gap-6">
      {CONSENTS.map((name) => (
        <RadioGroup
          key={name}
          legend={labels[name]}
          error={form.formState.errors[name]?.message}
          defaultValue={initial[name]}
          options={[
            { value: "true", label: t("true") },
            { value: "false", label: t("false") },
            ...(initial[name] === "unanswered" ? [{ value: "unanswered", label: t("unanswered") }] : []),
          ]}
          {...form.register(name)}
        />
      ))}
    </div>
  );
}
