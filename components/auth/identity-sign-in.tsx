"use client";

import { LogIn } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useRequestErrorText } from "@/components/forms/request-error-text";
import { useSingleFlight } from "@/components/forms/single-flight";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { goToIdentity, isIdentityUnavailable } from "./identity";

type IdentitySignInProps = {
  /** What the shop calls its own sign-in. */
  name: string;
  /** Same-origin path to go to afterwards. */
  next: string;
};

/** Signs in by the shop's own identity. */
export function IdentitySignIn({ name, next }: IdentitySignInProps) {
  const t = useTranslations("auth.identity");
  const requestErrorText = useRequestErrorText();
  const [problem, setProblem] = useState<string | null>(null);
  // Not for good, as other ways to leave: who comes back by the browser's button finds this one as it was.
  const { run, isPending } = useSingleFlight(async () => {
    setProblem(null);
    try {
      await goToIdentity({ next });
    } catch (error) {
      setProblem(isIdentityUnavailable(error) ? t("unavailable", { name }) : requestErrorText(error));
    }
  });
  return (
    <div className="mt-3 grid gap-3">
      {problem && <Alert>{problem}</Alert>}
      <Button look="secondary" pending={isPending} onClick={() => void run()} className="min-h-12 text-base">
        {!isPending && <LogIn aria-hidden className="mirror-rtl" />}
        {t("button", { name })}
      </Button>
    </div>
  );
}
