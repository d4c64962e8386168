"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { callApi } from "@/components/api/client";
import { useFaultText } from "@/components/forms/field-error-text";
import { FaultSummary } from "@/components/forms/form-error-summary";
import { useEarlyInput } from "@/components/forms/pre-hydration-input";
import { useSchemaResolver } from "@/components/forms/schema-resolver";
import { useSubmission } from "@/components/forms/use-submission";
import { Button } from "@/components/ui/button";
import { PasswordField } from "@/components/ui/password-field";
import { TextLink } from "@/components/ui/text-link";
import { PASSWORD_MIN } from "@/lib/auth/limits";
import type { ResetPasswordBody } from "@/lib/credentials/schema";

const FIELDS = ["new_password1", "new_password2"] as const;

const loadSchema = () => import("./new-password-schema").then(({ newPasswordForm }) => newPasswordForm);

/** The new password, twice, of whoever followed the mailed link. */
export function NewPasswordForm({ resetKey }: { resetKey: string }) {
  const t = useTranslations("recovery");
  const identity = useTranslations("identity");
  const faultText = useFaultText();
  const router = useRouter();
  const form = useForm<ResetPasswordBody>({
    defaultValues: { new_password1: "", new_password2: "" },
    resolver: useSchemaResolver(loadSchema, faultText),
    shouldFocusError: false,
  });
  const { errors } = form.formState;
  useEarlyInput(form, FIELDS);
  const labels = { new_password1: t("password1"), new_password2: t("password2") };

  const { onSubmit, pending, faults } = useSubmission(form, labels, async (values) => {
    await callApi(`/api/users/reset/${encodeURIComponent(resetKey)}/`, { method: "POST", body: values });
    // In the place of this page: its address holds the key.
    router.replace("/login?reset=done");
    return "leave";
  });

  return (
    <form noValidate method="post" onSubmit={onSubmit} className="grid gap-5">
      <FaultSummary faults={faults} />
      {FIELDS.map((name) => (
        <PasswordField
          key={name}
          label={labels[name]}
          showLabel={identity("showPassword")}
          hint={name === "new_password1" ? identity("passwordHint", { min: PASSWORD_MIN }) : undefined}
          error={errors[name]?.message}
          autoComplete="new-password"
          dir="ltr"
          {...form.register(name)}
        />
      ))}
      <Button type="submit" pending={pending} className="min-h-12 text-base">
        {t("save")}
      </Button>
      <p className="text-center">
        <TextLink href="/reset">{t("newLink")}</TextLink>
      </p>
    </form>
  );
}
