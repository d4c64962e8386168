"use client";

import { CloudOff } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState, useTransition } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { POINTS_ID } from "./anchors";

/** Says that the points shown are the last known ones. @param message the API's own */
export function PointsFailure({ message, isKnown }: { message: string; isKnown: boolean }) {
  const t = useTranslations("loyalty.failure");
  return (
    <Alert tone="notice" title={message}>
      <p>{t(isKnown ? "pointsText" : "pointsUnknownText")}</p>
      <div className="mt-2">
        <Retry focusAfter={POINTS_ID} />
      </div>
    </Alert>
  );
}

/**
 * Replaces the movements while the programme is unavailable.
 *
 * @param canRetry false where the points offer it already
 */
export function LedgerFailure({ canRetry }: { canRetry: boolean }) {
  const t = useTranslations("loyalty.failure");
  return (
    <EmptyState
      icon={CloudOff}
      title={t("ledgerTitle")}
      actions={canRetry ? <Retry focusAfter={POINTS_ID} /> : undefined}
    >
      {t(canRetry ? "ledgerText" : "ledgerLaterText")}
    </EmptyState>
  );
}

/** Replaces the edit form while the programme is unavailable. */
export function AccountFailure() {
  const t = useTranslations("loyalty.failure");
  return (
    <EmptyState icon={CloudOff} title={t("accountTitle")} actions={<Retry focusAfter="field-first_name" />}>
      {t("accountText")}
    </EmptyState>
  );
}

/** Asks the server again. @param focusAfter id of the element that then takes the place */
function Retry({ focusAfter }: { focusAfter: string }) {
  const t = useTranslations("common");
  const failure = useTranslations("loyalty.failure");
  const router = useRouter();
  const [pending, start] = useTransition();
  const [tries, setTries] = useState(0);
  const isAsking = useRef(false);

  useEffect(() => {
    isAsking.current = pending;
  }, [pending]);
  useEffect(() => {
    return () => {
      // Unmounted because there is an answer: move the focus to it.
      if (isAsking.current) window.requestAnimationFrame(() => document.getElementById(focusAfter)?.focus());
    };
  }, [focusAfter]);

  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Button
        look="secondary"
        pending={pending}
        onClick={() => {
          if (pending) return;
          setTries(tries + 1);
          start(() => router.refresh());
        }}
      >
        {t("retry")}
      </Button>
      <p role="status" className="text-sm">
        {tries > 0 && !pending && failure("again")}
      </p>
    </div>
  );
}
