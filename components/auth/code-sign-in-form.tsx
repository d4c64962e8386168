"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { callApi } from "@/components/api/client";
import { useFaultText } from "@/components/forms/field-error-text";
import { FaultSummary } from "@/components/forms/form-error-summary";
import { PhoneField } from "@/components/forms/phone-field";
import type { PhoneChoices } from "@/components/forms/phone-number";
import { useEarlyInput } from "@/components/forms/pre-hydration-input";
import { useSchemaResolver } from "@/components/forms/schema-resolver";
import { useSubmission } from "@/components/forms/use-submission";
import { Button } from "@/components/ui/button";
import { verifyPath } from "@/components/verification/routes";
import { draftOf, useKeptDraft } from "./draft";

const loadSchema = () => import("@/lib/auth/schema").then(({ codeSignInBody }) => codeSignInBody);

type Values = { phone: string };

const DRAFT = "code-sign-in";

/** The number to which the code is sent that signs in; the code itself is asked for on the next page. */
export function CodeSignInForm({ next, choices }: { next: string; choices: PhoneChoices }) {
  const t = useTranslations("identity");
  const faultText = useFaultText();
  const router = useRouter();
  const [initial] = useState(() => draftOf<Values>(DRAFT) ?? { phone: "" });
  const form = useForm<Values>({
    defaultValues: initial,
    resolver: useSchemaResolver(loadSchema, faultText),
    shouldFocusError: false,
  });
  useEarlyInput(form, ["phone"]);
  useKeptDraft(DRAFT, form);
  const { onSubmit, pending, faults } = useSubmission(form, { phone: t("phoneNumber") }, async ({ phone }) => {
    await callApi("/api/users/otp-login/", { method: "POST", body: { phone } });
    router.push(verifyPath("sign_in", next));
    return "leave";
  });

  return (
    <form noValidate method="post" onSubmit={onSubmit} className="grid gap-5">
      <FaultSummary faults={faults} />
      <PhoneField
        control={form.control}
        name="phone"
        label={t("phoneNumber")}
        hint={t("phoneHint")}
        error={form.formState.errors.phone?.message}
        choices={choices}
      />
      <Button type="submit" pending={pending} className="min-h-12 text-base">
        {t("sendCode")}
      </Button>
    </form>
  );
}
