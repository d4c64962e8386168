"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { DoneNote } from "@/components/account/done-note";
import { useToast } from "@/components/ui/toast";

const NEWS = ["joined", "linked", "saved", "left"] as const;

type News = (typeof NEWS)[number];

/** What was just done on another page, told once: a reload or the back button does not tell it again. */
export function LoyaltyNews({ news }: { news: string | null }) {
  const t = useTranslations("loyalty.news");
  const toast = useToast();
  const note = useRef<HTMLDivElement>(null);
  const told = useRef<string | null>(null);
  const [shown, setShown] = useState<News | null>(null);
  useEffect(() => {
    const known = NEWS.find((one) => one === news);
    if (!known || told.current === known) return;
    told.current = known;
    setShown(known);
    toast(t(`${known}.title`));
    window.history.replaceState(null, "", window.location.pathname);
  }, [news, t, toast]);
  useEffect(() => {
    if (shown) note.current?.focus();
  }, [shown]);
  if (!shown) return null;
  return (
    <DoneNote ref={note} title={t(`${shown}.title`)}>
      <p>{t(`${shown}.text`)}</p>
    </DoneNote>
  );
}
