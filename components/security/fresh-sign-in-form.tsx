"use client";

import { useTranslations } from "next-intl";
import { useEffect, useId, useState } from "react";
import { callApi } from "@/components/api/client";
import { CurrentPasswordField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { useRequestErrorText } from "@/components/forms/request-error-text";
import { useSingleFlight } from "@/components/forms/single-flight";
import { useAppForm } from "@/components/forms/use-app-form";
import { useSubmission } from "@/components/forms/use-submission";
import { PasskeyConfirmation } from "@/components/passkeys/passkey-confirmation";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { DialogActions } from "@/components/ui/dialog";
import { CodeField } from "@/components/verification/code-field";
import type { CodeSentResponse } from "@/lib/verification/schema";

const PATH = "/api/users/fresh-sign-in/";

const loadSchema = () => import("@/lib/auth/access-schema").then(({ freshSignInBody }) => freshSignInBody);

type FreshSignInFormProps = { onConfirmed: () => void; onCancel: () => void };

/** By the password, a passkey, or a code to the verified number. Mounted with the open dialog: closing drops the input. */
export function FreshSignInForm({ onConfirmed, onCancel }: FreshSignInFormProps) {
  const t = useTranslations("freshSignIn");
  const requestErrorText = useRequestErrorText();
  const aboutId = useId();
  const [phone, setPhone] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const form = useAppForm({
    labels: { password: t("password"), code: t("code") },
    defaultValues: { password: "", code: "" },
    loadSchema,
    toBody: ({ password, code }) => (phone === null ? { password } : { code }),
  });
  const { setFocus } = form;
  useEffect(() => setFocus(phone === null ? "password" : "code"), [phone, setFocus]);
  const submission = useSubmission(form, async ({ password, code }) => {
    setProblem(null);
    await callApi(PATH, { method: "POST", body: phone === null ? { password } : { code } });
    onConfirmed();
  });
  const byCode = useSingleFlight(async () => {
    setProblem(null);
    try {
      const { verification } = await callApi<CodeSentResponse>(PATH, { method: "POST", body: {} });
      form.reset();
      setPhone(verification.phone_masked);
    } catch (error) {
      setProblem(requestErrorText(error));
    }
  });

  return (
    <Form submission={submission} className="grid gap-5">
      <p className="text-ink-soft">{t("text")}</p>
      {problem && <Alert>{problem}</Alert>}
      {phone === null ? (
        <>
          <CurrentPasswordField {...form.field("password")} hasWayOut />
          <div className="grid">
            <Button
              look="quiet"
              className="-ms-5 justify-self-start"
              pending={byCode.isPending}
              onClick={() => void byCode.run()}
            >
              {t("sendCode")}
            </Button>
            <PasskeyConfirmation path={PATH} onConfirmed={onConfirmed} onProblem={setProblem} />
          </div>
        </>
      ) : (
        <>
          <p id={aboutId} className="text-sm">
            {t.rich("sent", {
              phone: () => (
                <bdi dir="ltr" className="font-semibold whitespace-nowrap">
                  {phone}
                </bdi>
              ),
            })}
          </p>
          <CodeField {...form.field("code")} about={aboutId} />
        </>
      )}
      <DialogActions>
        <Button look="secondary" onClick={onCancel}>
          {t("cancel")}
        </Button>
        <Button type="submit" pending={submission.isPending}>
          {t("confirm")}
        </Button>
      </DialogActions>
    </Form>
  );
}
