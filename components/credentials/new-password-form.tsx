"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { callApi } from "@/components/api/client";
import { NewPasswordField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { useAppForm } from "@/components/forms/use-app-form";
import { useSubmission } from "@/components/forms/use-submission";
import { Button } from "@/components/ui/button";
import { TextLink } from "@/components/ui/text-link";
import type { ResetPasswordBody } from "@/lib/credentials/schema";

const loadSchema = async () => {
  const { resetPasswordBody } = await import("@/lib/credentials/schema");
  return resetPasswordBody.refine((values) => values.new_password1 === values.new_password2, {
    path: ["new_password2"],
    error: "password_mismatch",
  });
};

type NewPasswordFormProps = {
  resetKey: string;
  /** Minimum length of a password. */
  passwordMin: number;
};

/** Asks for the new password, twice, after following the mailed link. */
export function NewPasswordForm({ resetKey, passwordMin }: NewPasswordFormProps) {
  const t = useTranslations("credentials");
  const router = useRouter();
  const form = useAppForm<ResetPasswordBody>({
    labels: { new_password1: t("password1"), new_password2: t("password2") },
    defaultValues: { new_password1: "", new_password2: "" },
    loadSchema,
  });
  const submission = useSubmission(form, async (values) => {
    await callApi(`/api/users/reset/${encodeURIComponent(resetKey)}/`, { method: "POST", body: values });
    // Replaces this page, whose address holds the key.
    router.replace("/login?reset=done");
    return "leave";
  });

  return (
    <Form submission={submission} className="grid gap-5">
      <NewPasswordField {...form.field("new_password1")} min={passwordMin} />
      <NewPasswordField {...form.field("new_password2")} />
      <Button type="submit" pending={submission.isPending} className="min-h-12 text-base">
        {t("save")}
      </Button>
      <p className="text-center">
        <TextLink href="/reset">{t("newLink")}</TextLink>
      </p>
    </Form>
  );
}
