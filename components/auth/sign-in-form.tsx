"use client";

import { useTranslations } from "next-intl";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { ApiError, NetworkError } from "@/components/api/client";
import { CurrentPasswordField, EmailField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { saveDraft, takeDraft } from "@/components/forms/form-draft";
import { loadPage } from "@/components/forms/intentional-navigation";
import { ShownError } from "@/components/forms/request-error-text";
import { useAppForm } from "@/components/forms/use-app-form";
import { useSubmission } from "@/components/forms/use-submission";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { TextLink } from "@/components/ui/text-link";
import type { SignInBody } from "@/lib/auth/schema";
import { signIn } from "./next-auth-client";

const loadSchema = () => import("@/lib/auth/schema").then(({ signInBody }) => signInBody);

type SignInFormProps = {
  /** Same-origin path to go to afterwards. */
  next: string;
  /** Pre-fills the form for a demo customer. */
  initial?: SignInBody;
};

/** Signs in by email address and password. */
export function SignInForm({ next, initial = { email: "", password: "" } }: SignInFormProps) {
  const t = useTranslations("auth");
  const form = useAppForm<SignInBody>({
    labels: { email: t("email"), password: t("password") },
    defaultValues: initial,
    loadSchema,
  });
  const [needsPasskey, setNeedsPasskey] = useState(false);
  const { getValues, setValue } = form;
  // Nor must someone who has just confirmed theirs.
  useLayoutEffect(() => {
    const { email } = takeDraft("sign-in");
    if (typeof email === "string") setValue("email", email);
  }, [setValue]);
  // Someone who forgot their password need not retype their address.
  useEffect(() => () => saveDraft("reset-request", { email: getValues("email") }), [getValues]);

  const submission = useSubmission(form, async (credentials) => {
    const error = await signIn(credentials).catch((cause: unknown) => {
      throw navigator.onLine ? new ShownError(t("unavailable")) : new NetworkError(cause);
    });
    setNeedsPasskey(error === "passkey_required");
    if (error === "passkey_required") return;
    if (error === "CredentialsSignin") throw new ShownError(t("wrong"));
    const seconds = /^throttled:(\d+)$/.exec(error ?? "")?.[1];
    if (seconds) throw new ApiError(429, {}, undefined, undefined, Number(seconds));
    if (error) throw new ShownError(t("unavailable"));
    // A full load, so that nothing of the guest's page survives.
    loadPage(next);
    return "leave";
  });

  if (needsPasskey) return <PasskeyNeeded next={next} onBack={() => setNeedsPasskey(false)} />;
  return (
    <Form submission={submission} className="grid gap-5">
      <EmailField {...form.field("email")} autoComplete="username webauthn" />
      <CurrentPasswordField {...form.field("password")} />
      <Button type="submit" pending={submission.isPending} className="min-h-12 text-base">
        {t("submit")}
      </Button>
    </Form>
  );
}

/** The password was right, and the account asks for its passkey: the page's button is below. */
function PasskeyNeeded({ next, onBack }: { next: string; onBack: () => void }) {
  const t = useTranslations("auth.passkeyNeeded");
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => notice.current?.focus(), []);
  return (
    <div className="grid gap-3">
      <Alert ref={notice} tone="notice" title={t("title")}>
        {t("text")}
      </Alert>
      <div className="grid justify-items-start gap-1">
        <TextLink href={`/login?${new URLSearchParams({ by: "code", next })}`}>{t("lost")}</TextLink>
        <Button look="quiet" className="-ms-5" onClick={onBack}>
          {t("back")}
        </Button>
      </div>
    </div>
  );
}
