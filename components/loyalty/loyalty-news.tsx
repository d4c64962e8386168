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

/** What was just done, told once: the address loses it, so that a reload does not tell it again. */
export function LoyaltyNews({ news, hasCard }: LoyaltyNewsProps) {
  const t = useTranslations("loyalty.news");
  const toast = useToast();
  // Kept when the page is rendered anew without it.
  const [kept, setKept] = useState(news);
  if (news !== null && news !== kept) setKept(news);
  // An address can be kept or made up: what is not so any more is not told.
  const shown = NEWS.find((one) => one === kept && (one === "left") !== hasCard);

  useEffect(() => {
    if (!shown || !takeQueryParameter("card")) return;
    toast(t(`${shown}.title`));
    // The code was entered: what was kept to give another number is of no use any more.
    if (shown === "joined") deleteDraft("loyalty-join");
    if (shown === "saved") deleteDraft("loyalty-edit");
    // What was pressed is gone with the card.
    if (shown === "left") document.getElementById(NO_CARD_ID)?.focus();
  }, [shown, t, toast]);

  if (!shown) return null;
  return (
    <Alert tone="success" title={t(`${shown}.title`)}>
      {t(`${shown}.text`)}
    </Alert>
  );
}
