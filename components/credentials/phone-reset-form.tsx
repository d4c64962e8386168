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
import { TextLink } from "@/components/ui/text-link";
import { verifyPath } from "@/components/verification/routes";

const loadSchema = () => import("@/lib/auth/schema").then(({ codeSignInBody }) => codeSignInBody);

/** Asks for the number of an account whose address was never confirmed; the next page asks for the code. */
export function PhoneResetForm({ choices }: { choices: PhoneChoices }) {
  const t = useTranslations("credentials");
  const auth = useTranslations("auth");
  const router = useRouter();
  const form = useAppForm({
    labels: { phone: auth("phoneNumber") },
    defaultValues: { phone: "" },
    loadSchema,
    draft: "phone-reset",
  });
  const submission = useSubmission(form, async ({ phone }) => {
    await callApi("/api/users/password/reset/phone/", { method: "POST", body: { phone } });
    router.push(verifyPath("password_reset", "/reset"));
    return "leave";
  });

  return (
    <Form submission={submission} className="grid gap-5">
      <PhoneField form={form} name="phone" hint={t("byPhoneHint")} choices={choices} />
      <Button type="submit" pending={submission.isPending} className="min-h-12 text-base">
        {auth("sendCode")}
      </Button>
      <p className="text-center">
        <TextLink href="/reset" className="min-h-11">
          {t("byEmail")}
        </TextLink>
      </p>
    </Form>
  );
}
