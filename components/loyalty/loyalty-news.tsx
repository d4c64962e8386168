"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { deleteDraft } from "@/components/forms/form-draft";
import { takeQueryParameter } from "@/components/layout/query-parameter";
import { Alert } from "@/components/ui/alert";

const NEWS = ["joined", "linked", "saved", "left"] as const;

type LoyaltyNewsProps = {
  /** What was done, as the address says: `?card=joined`. */
  news: string | null;
  hasCard: boolean;
};

/** Says once what was just done. */
export function LoyaltyNews({ news, hasCard }: LoyaltyNewsProps) {
  const t = useTranslations("loyalty.news");
  const note = useRef<HTMLDivElement>(null);
  // Stays when the page is refreshed without the parameter.
  const [current, setCurrent] = useState(news);
  if (news !== null && news !== current) setCurrent(news);
  // An address may be old or made up: say only what is true.
  const shown = NEWS.find((one) => one === current && (one === "left") !== hasCard);

  useEffect(() => {
    if (!shown || !takeQueryParameter("card")) return;
    // What led here is gone: go on from what it has done.
    note.current?.focus();
    // The code was entered, so the draft for another number is obsolete.
    if (shown === "joined") deleteDraft("loyalty-join");
    if (shown === "saved") deleteDraft("loyalty-edit");
  }, [shown]);

  if (!shown) return null;
  return (
    <Alert ref={note} tone="success" title={t(`${shown}.title`)}>
      {t(`${shown}.text`)}
    </Alert>
  );
}
