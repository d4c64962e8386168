"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { callApi } from "@/components/api/client";
import { Form } from "@/components/forms/form";
import { PhoneField } from "@/components/forms/phone-field";
import type { PhoneChoices } from "@/components/forms/phone-number";
import { useAppForm } from "@/components/forms/use-app-form";
import { useSubmission } from "@/components/forms/use-submission";
import { Button } from "@/components/ui/button";
import { verifyPath } from "@/components/verification/routes";

const loadSchema = () => import("@/lib/auth/schema").then(({ codeSignInBody }) => codeSignInBody);

/** Asks for the number to send a sign-in code to; the next page asks for the code. */
export function CodeSignInForm({ next, choices }: { next: string; choices: PhoneChoices }) {
  const t = useTranslations("auth");
  const router = useRouter();
  const form = useAppForm({
    labels: { phone: t("phoneNumber") },
    defaultValues: { phone: "" },
    loadSchema,
    draft: "code-sign-in",
  });
  const submission = useSubmission(form, async ({ phone }) => {
    await callApi("/api/users/otp-login/", { method: "POST", body: { phone } });
    router.push(verifyPath("sign_in", next));
    return "leave";
  });

  return (
    <Form submission={submission} className="grid gap-5">
      <PhoneField form={form} name="phone" hint={t("phoneHint")} choices={choices} />
      <Button type="submit" pending={submission.isPending} className="min-h-12 text-base">
        {t("sendCode")}
      </Button>
    </Form>
  );
}
