"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useEffect } from "react";
import { DoneNote } from "@/components/layout/done-note";
import { Alert } from "@/components/ui/alert";
import { useToast } from "@/components/ui/toast";
import type { EmailArrival } from "./email-arrivals";
import { forgetInAddress } from "./forget-in-address";

type EmailArrivalNoteProps = {
  arrival: EmailArrival;
  /** The address in force; null for none. */
  email: string | null;
  onAskAgain: () => void;
};

/** Tells whoever followed the link what came of it, once: the address loses it, so that a reload says it no more. */
export function EmailArrivalNote({ arrival, email, onAskAgain }: EmailArrivalNoteProps) {
  const t = useTranslations("profile.contact.arrival");
  const toast = useToast();
  const changedToast = t("changedToast");

  useEffect(() => {
    if (forgetInAddress("email") && arrival === "changed") toast(changedToast);
  }, [arrival, changedToast, toast]);

  const address = (): ReactNode => (
    <bdi dir="ltr" className="font-semibold wrap-anywhere">
      {email}
    </bdi>
  );

  if (arrival === "changed") {
    return (
      <DoneNote title={t("changedTitle")}>
        <p>{t.rich("changed", { address })}</p>
      </DoneNote>
    );
  }
  return (
    <Alert title={t(`${arrival}Title`)}>
      <p>
        {t(arrival)} {email !== null && t.rich("inForce", { address })}
      </p>
      <button
        type="button"
        className="min-h-6 justify-self-start font-semibold underline underline-offset-4"
        onClick={onAskAgain}
      >
        {t("again")}
      </button>
    </Alert>
  );
}
