import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { useForm } from "react-hook-form";
import { useFaultText } from "@/components/forms/field-error-text";
import { FaultSummary } from "@/components/forms/form-error-summary";
import { LeaveGuard } from "@/components/forms/leave-guard";
import { useSchemaResolver } from "@/components/forms/schema-resolver";
import { useSubmission } from "@/components/forms/use-submission";
import { Button } from "@/components/ui/button";
import { PasswordField } from "@/components/ui/password-field";
import { TextField } from "@/components/ui/text-field";
import type { ChangeEmailBody } from "@/lib/credentials/schema";
import { ChangeActions, ChangePanel, ChangeSteps } from "./contact-row";
import { useRequestEmailChange } from "./queries";

const loadSchema = () => import("@/lib/credentials/schema").then(({ changeEmailBody }) => changeEmailBody);

type EmailFormProps = {
  /** Whether there is an address in force, which stays so until the link is followed. */
  hasCurrent: boolean;
  onSent: (email: string) => void;
  onCancel: () => void;
};

/** Asks for another address, twice, and for the password; the link goes to the new address. */
export function EmailForm({ hasCurrent, onSent, onCancel }: EmailFormProps) {
  const t = useTranslations("profile.contact");
  const common = useTranslations("common");
  const showPassword = useTranslations("security")("showPassword");
  const faultText = useFaultText();
  const request = useRequestEmailChange();
  const form = useForm<ChangeEmailBody>({
    defaultValues: { email: "", emailConfirm: "", password: "" },
    resolver: useSchemaResolver(loadSchema, faultText),
    shouldFocusError: false,
  });
  const { errors, isDirty } = form.formState;
  const labels = {
    email: t("emailForm.email"),
    emailConfirm: t("emailForm.emailConfirm"),
    password: t("emailForm.password"),
  };

  const { onSubmit, pending, faults } = useSubmission(form, labels, async (values) => {
    await request.mutateAsync(values);
    onSent(values.email);
    return "stay";
  });

  const { setFocus } = form;
  useEffect(() => setFocus("email"), [setFocus]);

  const address = {
    type: "email",
    autoComplete: "email",
    autoCapitalize: "none",
    spellCheck: false,
    dir: "ltr",
  } as const;

  return (
    <ChangePanel>
      <form noValidate method="post" onSubmit={onSubmit} className="grid gap-4">
        <FaultSummary faults={faults} />
        <ChangeSteps steps={[t("emailForm.link"), ...(hasCurrent ? [t("emailForm.stays")] : [])]} />
        <div className="grid max-w-md gap-4">
          <TextField label={labels.email} error={errors.email?.message} {...address} {...form.register("email")} />
          <TextField
            label={labels.emailConfirm}
            error={errors.emailConfirm?.message}
            {...address}
            {...form.register("emailConfirm")}
          />
          <PasswordField
            label={labels.password}
            showLabel={showPassword}
            error={errors.password?.message}
            autoComplete="current-password"
            dir="ltr"
            {...form.register("password")}
          />
        </div>
        <ChangeActions>
          <Button type="submit" pending={pending}>
            {t("emailForm.submit")}
          </Button>
          <Button look="quiet" onClick={onCancel}>
            {common("cancel")}
          </Button>
        </ChangeActions>
        <LeaveGuard active={isDirty} />
      </form>
    </ChangePanel>
  );
}
