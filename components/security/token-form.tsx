"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ApiError } from "@/components/api/client";
import { CurrentPasswordField } from "@/components/forms/fields";
import { GuardedForm } from "@/components/forms/guarded-form";
import { useAppForm } from "@/components/forms/use-app-form";
import { useSubmission } from "@/components/forms/use-submission";
import { Button } from "@/components/ui/button";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { useToast } from "@/components/ui/toast";
import type { CreatedTokenResponse } from "@/lib/auth/access-schema";
import { useCreateToken } from "./queries";

const loadSchema = () => import("@/lib/auth/access-schema").then(({ createTokenBody }) => createTokenBody);

type Values = { name: string; days: string; password: string };

/** Lifetimes in days; empty for no expiry. */
const LIVES = ["30", "90", "365", ""] as const;

/** Creates an API token; asks for the password if the last sign-in is too old. */
export function TokenForm({ onCreated }: { onCreated: (token: CreatedTokenResponse) => void }) {
  const t = useTranslations("security.tokens");
  const toast = useToast();
  const create = useCreateToken();
  const [asksPassword, setAsksPassword] = useState(false);
  const form = useAppForm<Values>({
    labels: { name: t("name"), days: t("life"), password: t("password") },
    defaultValues: { name: "", days: "90", password: "" },
    loadSchema,
    toBody: tokenBody,
    draft: "api-token",
  });
  const submission = useSubmission(form, async (values) => {
    const token = await create.mutateAsync(tokenBody(values)).catch((error: unknown) => {
      if (error instanceof ApiError && error.fields.password) setAsksPassword(true);
      throw error;
    });
    form.reset();
    setAsksPassword(false);
    onCreated(token);
    toast(t("created"));
  });

  return (
    <div className="grid gap-5 border-t border-line pt-6">
      <h3 className="text-base tracking-normal">{t("newTitle")}</h3>
      <GuardedForm submission={submission} className="grid gap-5">
        <div className="grid max-w-2xl items-end gap-5 sm:grid-cols-2">
          <TextField {...form.field("name")} hint={t("nameHint")} autoComplete="off" />
          <SelectField {...form.field("days")}>
            {LIVES.map((days) => (
              <option key={days} value={days}>
                {days === "" ? t("lasting") : t("days", { count: Number(days) })}
              </option>
            ))}
          </SelectField>
          {asksPassword && <CurrentPasswordField {...form.field("password")} />}
        </div>
        <Button type="submit" pending={submission.isPending} className="justify-self-start">
          {t("create")}
        </Button>
      </GuardedForm>
    </div>
  );
}

function tokenBody({ name, days, password }: Values) {
  return { name, days: days === "" ? null : Number(days), ...(password && { password }) };
}
