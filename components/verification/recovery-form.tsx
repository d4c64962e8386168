import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { ApiError, callApi } from "@/components/api/client";
import { CurrentPasswordField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { useAppForm } from "@/components/forms/use-app-form";
import { useSubmission } from "@/components/forms/use-submission";
import { PasskeySignIn } from "@/components/passkeys/passkey-sign-in";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { useWayOn } from "./use-way-on";

const loadSchema = () =>
  import("@/lib/auth/schema").then(({ recoverySignInBody }) => recoverySignInBody.pick({ password: true }));

type RecoveryFormProps = {
  /** The code was right. */
  code: string;
  /** Same-origin path to go to afterwards. */
  next: string;
  /** The code is no longer good. */
  onCodeRefused: () => void;
};

/** For an account that asks for its passkey: with the code, the password signs in without it. */
export function RecoveryForm({ code, next, onCodeRefused }: RecoveryFormProps) {
  const t = useTranslations("verification.recovery");
  const router = useRouter();
  const leaveFor = useWayOn("sign_in", next);
  const form = useAppForm({ labels: { password: t("password") }, defaultValues: { password: "" }, loadSchema });
  const { setFocus } = form;
  useEffect(() => setFocus("password"), [setFocus]);
  const submission = useSubmission(form, async ({ password }) => {
    try {
      leaveFor(await callApi("/api/users/recovery-login/", { method: "POST", body: { code, password } }));
      return "leave";
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 406)) throw error;
      onCodeRefused();
      router.refresh();
    }
  });
  return (
    <div>
      <Form submission={submission} className="grid gap-5">
        <Alert tone="notice" title={t("title")}>
          {t("text")}
        </Alert>
        <CurrentPasswordField {...form.field("password")} hasWayOut />
        <Button type="submit" pending={submission.isPending} className="min-h-12 text-base">
          {t("submit")}
        </Button>
      </Form>
      <PasskeySignIn next={next} suggests={false} />
    </div>
  );
}
