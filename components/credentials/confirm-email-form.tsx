"use client";

import { MailCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { callApi } from "@/components/api/client";
import { saveDraft } from "@/components/forms/form-draft";
import { useRequestErrorText } from "@/components/forms/request-error-text";
import { useSingleFlight } from "@/components/forms/single-flight";
import { Alert } from "@/components/ui/alert";
import { Button, ButtonLink } from "@/components/ui/button";

type ConfirmEmailFormProps = {
  token: string;
  email: string;
  /** Whether the address takes the place of another. */
  isChange: boolean;
  isDone: boolean;
  /** Mails are often read in another browser, or in the mail app's own. */
  isSignedIn: boolean;
};

/** The page behind a mailed link: only its button makes the address the account's. */
export function ConfirmEmailForm({ token, email, isChange, isDone: wasDone, isSignedIn }: ConfirmEmailFormProps) {
  const t = useTranslations("confirmEmail");
  const common = useTranslations("common");
  const requestErrorText = useRequestErrorText();
  const [isDone, setDone] = useState(wasDone);
  const [problem, setProblem] = useState<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (isDone && !wasDone) heading.current?.focus();
  }, [isDone, wasDone]);

  const confirm = useSingleFlight(async () => {
    setProblem(null);
    try {
      await callApi(`/api/users/email-set-primary/${encodeURIComponent(token)}/`, { method: "POST" });
      setDone(true);
    } catch (error) {
      setProblem(requestErrorText(error));
    }
  });

  const address = (): ReactNode => (
    <bdi dir="ltr" className="font-semibold wrap-anywhere text-ink">
      {email}
    </bdi>
  );

  return (
    <div className="grid justify-items-start gap-5">
      <span aria-hidden className="grid size-14 place-items-center rounded-full bg-primary-soft text-on-primary-soft">
        <MailCheck className="size-7" />
      </span>
      <h1 ref={heading} tabIndex={-1} className="rounded-sm text-2xl sm:text-3xl">
        {t(isDone ? "doneTitle" : "title")}
      </h1>
      <p className="text-ink-soft">{t.rich(isDone ? "done" : isChange ? "askChange" : "ask", { address })}</p>
      {problem && <Alert>{problem}</Alert>}
      {isDone && isSignedIn && (
        <ButtonLink href="/account" className="min-h-12 w-full text-base">
          {t("toAccount")}
        </ButtonLink>
      )}
      {isDone && !isSignedIn && (
        <ButtonLink href="/login" onClick={() => saveDraft("sign-in", { email })} className="min-h-12 w-full text-base">
          {common("signIn")}
        </ButtonLink>
      )}
      {!isDone && (
        <Button pending={confirm.isPending} onClick={() => confirm.run()} className="min-h-12 w-full text-base">
          {t("submit")}
        </Button>
      )}
    </div>
  );
}
