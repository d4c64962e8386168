"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { GuardedForm } from "@/components/forms/guarded-form";
import { useAppForm } from "@/components/forms/use-app-form";
import { useSubmission } from "@/components/forms/use-submission";
import { Button } from "@/components/ui/button";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import type { CreatedTokenResponse } from "@/lib/auth/access-schema";
import { useCreateToken } from "./queries";

const loadSchema = () => import("@/lib/auth/access-schema").then(({ createTokenBody }) => createTokenBody);

type Values = { name: string; days: string };

/** Lifetimes in days; empty for no expiry. */
const LIVES = ["30", "90", "365", ""] as const;

type TokenFormProps = {
  onCreated: (token: CreatedTokenResponse) => void;
  /** Called with true when there is input, such as a draft. */
  onUnsaved: (isUnsaved: true) => void;
};

/** Creates an API token. */
export function TokenForm({ onCreated, onUnsaved }: TokenFormProps) {
  const t = useTranslations("security.tokens");
  const create = useCreateToken();
  const form = useAppForm<Values>({
    labels: { name: t("name"), days: t("life") },
    defaultValues: { name: "", days: "90" },
    loadSchema,
    toBody: tokenBody,
    draft: "api-token",
  });
  const submission = useSubmission(form, async (values) => {
    const token = await create.mutateAsync(tokenBody(values));
    form.reset();
    onCreated(token);
  });
  const { isUnsaved } = submission;
  useEffect(() => {
    if (isUnsaved) onUnsaved(true);
  }, [isUnsaved, onUnsaved]);

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
        </div>
        <Button type="submit" pending={submission.isPending} className="justify-self-start">
          {t("create")}
        </Button>
      </GuardedForm>
    </div>
  );
}

function tokenBody({ name, days }: Values) {
  return { name, days: days === "" ? null : Number(days) };
}
