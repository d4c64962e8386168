import { useTranslations } from "next-intl";
import type { UseFormReturn } from "react-hook-form";
import { RadioGroup } from "@/components/ui/radio-group";
import type { ProfileView } from "@/lib/profile/schema";
import { CONSENTS, type ProfileValues } from "./profile-values";

type ConsentFieldsProps = {
  form: UseFormReturn<ProfileValues>;
  /** As saved: only a question never answered can be left unanswered. */
  profile: ProfileView;
  initial: ProfileValues;
};

/** The three consents, each yes, no or not answered yet. */
export function ConsentFields({ form, profile, initial }: ConsentFieldsProps) {
  const t = useTranslations("profile.consents");
  const answers = useTranslations("consents");
  return (
    <div className="grid gap-6">
      {CONSENTS.map((name) => (
        <RadioGroup
          key={name}
          legend={t(name)}
          error={form.formState.errors[name]?.message}
          defaultValue={initial[name]}
          options={[
            { value: "true", label: answers("yes") },
            { value: "false", label: answers("no") },
            ...(profile[name] === null ? [{ value: "unanswered", label: answers("unanswered") }] : []),
          ]}
          {...form.register(name)}
        />
      ))}
    </div>
  );
}
