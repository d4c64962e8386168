"use client";

import { ScanLine } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

type ScanDialogProps = {
  /** For people, in groups. */
  number: string;
  /** The codes, drawn by the server. */
  children: ReactNode;
};

/** The card as a till wants it: large, bright, and the screen stays on. */
export function ScanDialog({ number, children }: ScanDialogProps) {
  const t = useTranslations("loyalty.scan");
  const common = useTranslations("common");
  const [open, setOpen] = useState(false);
  useScreenOn(open);
  return (
    <>
      <Button look="panel" onClick={() => setOpen(true)}>
        <ScanLine aria-hidden className="size-4.5" />
        {t("open")}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t("title")} closeLabel={common("close")}>
        <div className="grid gap-5 rounded-card bg-white p-5 text-center text-black">
          <div className="mx-auto grid w-full max-w-72 gap-5">{children}</div>
          <p dir="ltr" className="text-xl font-bold tracking-wider tabular-nums">
            {number}
          </p>
        </div>
        <p className="mt-4 text-center text-sm text-ink-soft">{t("hint")}</p>
      </Dialog>
    </>
  );
}

/** Keeps the screen from going dark at the till, where the browser can (W3C Screen Wake Lock). */
function useScreenOn(on: boolean): void {
  useEffect(() => {
    if (!on || !("wakeLock" in navigator)) return;
    let lock: WakeLockSentinel | undefined;
    let isOver = false;
    navigator.wakeLock
      .request("screen")
      .then((granted) => {
        lock = granted;
        if (isOver) void granted.release();
      })
      // Refused when the battery is low: the card can be read all the same.
      .catch(() => undefined);
    return () => {
      isOver = true;
      void lock?.release();
    };
  }, [on]);
}
