"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { callApi } from "@/components/api/client";
import { useRequestErrorText } from "@/components/forms/request-error-text";
import { useSingleFlight } from "@/components/forms/single-flight";
import { Alert } from "@/components/ui/alert";
import { StatusRegion } from "@/components/ui/status-region";

/** Shown while the mailed link of the customer's address was not followed. */
export function EmailProofNote({ email }: { email: string }) {
  const t = useTranslations("emailProof");
  const requestErrorText = useRequestErrorText();
  const [problem, setProblem] = useState<string | null>(null);
  const [isSent, setSent] = useState(false);
  const resend = useSingleFlight(async () => {
    setProblem(null);
    setSent(false);
    try {
      await callApi("/api/users/registration/resend-email/", { method: "POST" });
      setSent(true);
    } catch (error) {
      setProblem(requestErrorText(error));
    }
  });
  const address = () => (
    <bdi dir="ltr" className="font-semibold wrap-anywhere">
      {email}
    </bdi>
  );
  return (
    <div className="grid gap-3">
      <Alert tone="notice" title={t("title")} action={{ text: t("again"), onClick: () => resend.run() }}>
        <p>{t.rich("text", { address })}</p>
      </Alert>
      {problem && <Alert>{problem}</Alert>}
      <StatusRegion>{isSent && <Alert tone="success">{t("sent")}</Alert>}</StatusRegion>
    </div>
  );
}
