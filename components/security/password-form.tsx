"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useFaultText } from "@/components/forms/field-error-text";
import { FaultSummary } from "@/components/forms/form-error-summary";
import { LeaveGuard } from "@/components/forms/leave-guard";
import { useEarlyInput } from "@/components/forms/pre-hydration-input";
import { useSchemaResolver } from "@/components/forms/schema-resolver";
import { useSubmission } from "@/components/forms/use-submission";
import { useClockTime } from "@/components/layout/clock-time";
import { DoneNote } from "@/components/layout/done-note";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PasswordField } from "@/components/ui/password-field";
import { TextLink } from "@/components/ui/text-link";
import { useToast } from "@/components/ui/toast";
import { PASSWORD_MIN } from "@/lib/auth/limits";
import type { ChangePasswordBody } from "@/lib/credentials/schema";
import { useChangePassword } from "./queries";

const loadSchema = () => import("@/lib/credentials/schema").then(({ changePasswordBody }) => changePasswordBody);

const FIELDS = ["old_password", "new_password1", "new_password2"] as const;
const EMPTY: ChangePasswordBody = { old_password: "", new_password1: "", new_password2: "" };

type PasswordFormProps = {
  /** What the customer signs in with, for password managers: they keep the new password under it. */
  accountName: string;
};

/** Another password, by who knows the old one. */
export function PasswordForm({ accountName }: PasswordFormProps) {
  const t = useTranslations("security.password");
  const showPassword = useTranslations("security")("showPassword");
  const clockTime = useClockTime();
  const toast = useToast();
  const faultText = useFaultText();
  const change = useChangePassword();
  const [outcome, setOutcome] = useState<string | null>(null);
  const form = useForm<ChangePasswordBody>({
    defaultValues: EMPTY,
    resolver: useSchemaResolver(loadSchema, faultText),
    shouldFocusError: false,
  });
  const { errors, isDirty } = form.formState;
  const labels = {
    old_password: t("old_password"),
    new_password1: t("new_password1"),
    new_password2: t("new_password2"),
  };
  useEarlyInput(form, FIELDS);

  const { onSubmit, pending, faults } = useSubmission(form, labels, async (values) => {
    setOutcome(null);
    await change.mutateAsync(values);
    form.reset(EMPTY);
    setOutcome(t("changed", { time: clockTime() }));
    toast(t("changedToast"));
    return "stay";
  });

  const field = (name: (typeof FIELDS)[number]) => ({
    label: labels[name],
    showLabel: showPassword,
    error: errors[name]?.message,
    dir: "ltr" as const,
    ...form.register(name),
  });

  return (
    <Card title={t("title")} description={t("text")} beside>
      {/* Before the scripts have run, a plain submit must not put a password into the address. */}
      <form noValidate method="post" onSubmit={onSubmit} className="grid gap-5">
        <FaultSummary faults={faults} />
        <div className="grid max-w-md gap-5">
          <input type="text" name="username" autoComplete="username" defaultValue={accountName} readOnly hidden />
          <div className="grid gap-2">
            <PasswordField autoComplete="current-password" {...field("old_password")} />
            <TextLink href="/reset" className="justify-self-start">
              {t("forgot")}
            </TextLink>
          </div>
          <PasswordField
            autoComplete="new-password"
            hint={t("hint", { min: PASSWORD_MIN })}
            {...field("new_password1")}
          />
          <PasswordField autoComplete="new-password" {...field("new_password2")} />
        </div>
        {outcome && !isDirty && (
          <DoneNote>
            <p>{outcome}</p>
          </DoneNote>
        )}
        <Button type="submit" pending={pending} className="justify-self-start">
          {t("submit")}
        </Button>
        <LeaveGuard active={isDirty} />
      </form>
    </Card>
  );
}
