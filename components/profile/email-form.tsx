import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { CurrentPasswordField, EmailField } from "@/components/forms/fields";
import { useAppForm } from "@/components/forms/use-app-form";
import { useSubmission } from "@/components/forms/use-submission";
import type { ChangeEmailBody } from "@/lib/credentials/schema";
import { ChangeForm } from "./change-form";
import { requestEmailChange } from "./queries";

const loadSchema = () => import("@/lib/credentials/schema").then(({ changeEmailBody }) => changeEmailBody);

type EmailFormProps = {
  /** Whether there is an address in force, which stays so until the link is followed. */
  hasCurrent: boolean;
  onSent: (email: string) => void;
  /** The address is the one in force, however it is spelt. */
  onUnchanged: () => void;
  onCancel: () => void;
};

/** Asks for another address, twice, and for the password; the link goes to the new address. */
export function EmailForm({ hasCurrent, onSent, onUnchanged, onCancel }: EmailFormProps) {
  const t = useTranslations("profile.contact.emailForm");
  const form = useAppForm<ChangeEmailBody>({
    labels: { email: t("email"), emailConfirm: t("emailConfirm"), password: t("password") },
    defaultValues: { email: "", emailConfirm: "", password: "" },
    loadSchema,
    draft: "email-change",
  });
  const submission = useSubmission(form, async (values) => {
    const { message } = await requestEmailChange(values);
    if (message === "unchanged") onUnchanged();
    else onSent(values.email);
  });

  const { setFocus } = form;
  useEffect(() => setFocus("email"), [setFocus]);

  return (
    <ChangeForm
      submission={submission}
      steps={[t("link"), ...(hasCurrent ? [t("stays")] : [])]}
      submitText={t("submit")}
      onCancel={onCancel}
    >
      <EmailField {...form.field("email")} />
      <EmailField {...form.field("emailConfirm")} />
      <CurrentPasswordField {...form.field("password")} />
    </ChangeForm>
  );
}
