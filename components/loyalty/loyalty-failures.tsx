"use client";

import { CloudOff } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** The points are the last that were known: the rest of the page is as ever. @param message the API's own */
export function PointsFailure({ message }: { message: string }) {
  const t = useTranslations("loyalty.failure");
  return (
    <Alert tone="notice" title={message}>
      <p>{t("pointsText")}</p>
      <Retry />
    </Alert>
  );
}

/** In place of the movements, which the programme could not tell. */
export function LedgerFailure() {
  const t = useTranslations("loyalty.failure");
  return (
    <EmptyState icon={CloudOff} title={t("ledgerTitle")} actions={<Retry />}>
      {t("ledgerText")}
    </EmptyState>
  );
}

/** In place of the form, which shows what the programme knows. */
export function AccountFailure() {
  const t = useTranslations("loyalty.failure");
  return (
    <EmptyState icon={CloudOff} title={t("accountTitle")} actions={<Retry />}>
      {t("accountText")}
    </EmptyState>
  );
}

/** Asks the server again for what it could not show. */
function Retry() {
  const t = useTranslations("common");
  const router = useRouter();
  const [pending, start] = useTransition();
  return (
    <Button
      look="secondary"
      className="justify-self-start"
      pending={pending}
      onClick={() => pending || start(() => router.refresh())}
    >
      {t("retry")}
    </Button>
  );
}
