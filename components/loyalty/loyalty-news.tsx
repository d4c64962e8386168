"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { deleteDraft } from "@/components/forms/form-draft";
import { takeQueryParameter } from "@/components/layout/query-parameter";
import { Alert } from "@/components/ui/alert";
import { useToast } from "@/components/ui/toast";
import { NO_CARD_ID } from "./anchors";

const NEWS = ["joined", "linked", "saved", "left"] as const;

type LoyaltyNewsProps = {
  /** What was done, as the address says: `?card=joined`. */
  news: string | null;
  hasCard: boolean;
};

/** Says once what was just done. */
export function LoyaltyNews({ news, hasCard }: LoyaltyNewsProps) {
  const t = useTranslations("loyalty.news");
  const toast = useToast();
  // Stays when the page is refreshed without the parameter.
  const [current, setCurrent] = useState(news);
  if (news !== null && news !== current) setCurrent(news);
  // An address may be old or made up: say only what is true.
  const shown = NEWS.find((one) => one === current && (one === "left") !== hasCard);

  useEffect(() => {
    if (!shown || !takeQueryParameter("card")) return;
    toast(t(`${shown}.title`));
    // The code was entered, so the draft for another number is obsolete.
    if (shown === "joined") deleteDraft("loyalty-join");
    if (shown === "saved") deleteDraft("loyalty-edit");
    // The button is gone with the card.
    if (shown === "left") document.getElementById(NO_CARD_ID)?.focus();
  }, [shown, t, toast]);

  if (!shown) return null;
  return (
    <Alert tone="success" title={t(`${shown}.title`)}>
      {t(`${shown}.text`)}
    </Alert>
  );
}
