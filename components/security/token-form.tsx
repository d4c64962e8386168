"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { ApiError } from "@/components/api/client";
import { useFaultText } from "@/components/forms/field-error-text";
import { FaultSummary } from "@/components/forms/form-error-summary";
import { LeaveGuard } from "@/components/forms/leave-guard";
import { useEarlyInput } from "@/components/forms/pre-hydration-input";
import { useSchemaResolver } from "@/components/forms/schema-resolver";
import { useSubmission } from "@/components/forms/use-submission";
import { Button } from "@/components/ui/button";
import { PasswordField } from "@/components/ui/password-field";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { useToast } from "@/components/ui/toast";
import type { CreatedTokenResponse } from "@/lib/auth/access-schema";
import { useCreateToken } from "./queries";

const loadSchema = () => import("@/lib/auth/access-schema").then(({ createTokenBody }) => createTokenBody);

type Values = { name: string; days: string; password: string };

const FIELDS = ["name", "days", "password"] as const;
const EMPTY: Values = { name: "", days: "90", password: "" };
/** Lives to choose from, in days; empty for a token that does not end. */
const LIVES = ["30", "90", "365", ""] as const;

/** A new API token; long after the sign-in, with the password again. */
export function TokenForm({ onCreated }: { onCreated: (token: CreatedTokenResponse) => void }) {
  const t = useTranslations("security.tokens");
  const showPassword = useTranslations("security")("showPassword");
  const toast = useToast();
  const faultText = useFaultText();
  const create = useCreateToken();
  const [asksPassword, setAsksPassword] = useState(false);
  const form = useForm<Values>({
    defaultValues: EMPTY,
    resolver: useSchemaResolver(loadSchema, faultText, tokenBody),
    shouldFocusError: false,
  });
  const { errors, isDirty } = form.formState;
  const labels = { name: t("name"), days: t("life"), password: t("password") };
  useEarlyInput(form, FIELDS);

  const { onSubmit, pending, faults } = useSubmission(form, labels, async (values) => {
    try {
      const token = await create.mutateAsync(tokenBody(values));
      form.reset(EMPTY);
      setAsksPassword(false);
      onCreated(token);
      toast(t("created"));
    } catch (error) {
      if (error instanceof ApiError && error.fields.password) setAsksPassword(true);
      throw error;
    }
    return "stay";
  });

  return (
    <form noValidate method="post" onSubmit={onSubmit} className="grid gap-5 border-t border-line pt-6">
      <h3 className="text-base tracking-normal">{t("newTitle")}</h3>
      <FaultSummary faults={faults} />
      <div className="grid max-w-2xl items-end gap-5 sm:grid-cols-2">
        <TextField
          label={labels.name}
          hint={t("nameHint")}
          error={errors.name?.message}
          autoComplete="off"
          {...form.register("name")}
        />
        <SelectField
          label={labels.days}
          error={errors.days?.message}
          defaultValue={EMPTY.days}
          {...form.register("days")}
        >
          {LIVES.map((days) => (
            <option key={days} value={days}>
              {days === "" ? t("lasting") : t("days", { count: Number(days) })}
            </option>
          ))}
        </SelectField>
        {asksPassword && (
          <PasswordField
            label={labels.password}
            showLabel={showPassword}
            error={errors.password?.message}
            autoComplete="current-password"
            dir="ltr"
            {...form.register("password")}
          />
        )}
      </div>
      <Button type="submit" pending={pending} className="justify-self-start">
        {t("create")}
      </Button>
      <LeaveGuard active={isDirty} />
    </form>
  );
}

function tokenBody({ name, days, password }: Values) {
  return { name, days: days === "" ? null : Number(days), ...(password && { password }) };
}
