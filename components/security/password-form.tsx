"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { CurrentPasswordField, NewPasswordField } from "@/components/forms/fields";
import { GuardedForm } from "@/components/forms/guarded-form";
import { useAppForm } from "@/components/forms/use-app-form";
import { useSubmission } from "@/components/forms/use-submission";
import { useClockTime } from "@/components/layout/local-time";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { StatusRegion } from "@/components/ui/status-region";
import type { ChangePasswordBody } from "@/lib/credentials/schema";
import { changePassword } from "./queries";

const loadSchema = async () => {
  const { changePasswordBody } = await import("@/lib/credentials/schema");
  return changePasswordBody.refine((values) => values.new_password1 !== values.old_password, {
    path: ["new_password1"],
    error: "password_unchanged",
  });
};

type PasswordFormProps = {
  /** What the customer signs in with, for password managers. */
  accountName: string;
  /** Minimum length of a password. */
  passwordMin: number;
};

/** Changes the password, given the old one. */
export function PasswordForm({ accountName, passwordMin }: PasswordFormProps) {
  const t = useTranslations("security.password");
  const clockTime = useClockTime();
  const [outcome, setOutcome] = useState<string | null>(null);
  const form = useAppForm<ChangePasswordBody>({
    labels: {
      old_password: t("old_password"),
      new_password1: t("new_password1"),
      new_password2: t("new_password2"),
    },
    defaultValues: { old_password: "", new_password1: "", new_password2: "" },
    loadSchema,
  });
  const submission = useSubmission(form, async (values) => {
    setOutcome(null);
    await changePassword(values);
    form.reset();
    setOutcome(t("changed", { time: clockTime() }));
  });

  return (
    <Card title={t("title")} description={t("text")} beside>
      <GuardedForm submission={submission} className="grid gap-5">
        <div className="grid max-w-md gap-5">
          <input type="text" name="username" autoComplete="username" defaultValue={accountName} readOnly hidden />
          <CurrentPasswordField {...form.field("old_password")} hasWayOut />
          <NewPasswordField {...form.field("new_password1")} min={passwordMin} />
          <NewPasswordField {...form.field("new_password2")} />
        </div>
        <StatusRegion>{outcome && !submission.isUnsaved && <Alert tone="success">{outcome}</Alert>}</StatusRegion>
        <Button type="submit" pending={submission.isPending} className="justify-self-start">
          {t("submit")}
        </Button>
      </GuardedForm>
    </Card>
  );
}
