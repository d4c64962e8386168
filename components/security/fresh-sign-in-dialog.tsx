"use client";

import { useTranslations } from "next-intl";
import { lazy, Suspense, useEffect, useState } from "react";
import { onFreshSignInNeeded } from "@/components/api/client";
import { Dialog } from "@/components/ui/dialog";

/** On every page of the account, and hardly ever needed. */
const FreshSignInForm = lazy(() =>
  import("./fresh-sign-in-form").then(({ FreshSignInForm: Form }) => ({ default: Form })),
);

/** Asks who is there when a request needs a fresh sign-in, and lets the request go on with the answer. */
export function FreshSignInDialog() {
  const t = useTranslations("freshSignIn");
  const [answer, setAnswer] = useState<((isConfirmed: boolean) => void) | null>(null);
  useEffect(() => onFreshSignInNeeded(() => new Promise<boolean>((resolve) => setAnswer(() => resolve))), []);
  const close = (isConfirmed: boolean) => {
    answer?.(isConfirmed);
    setAnswer(null);
  };
  return (
    <Dialog open={answer !== null} onClose={() => close(false)} title={t("title")} closeLabel={t("cancel")}>
      <Suspense fallback={<p className="text-ink-soft">{t("text")}</p>}>
        <FreshSignInForm onConfirmed={() => close(true)} onCancel={() => close(false)} />
      </Suspense>
    </Dialog>
  );
}
