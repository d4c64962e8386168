"use client";

import { QrCode, Sun } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { FullScreenDialog } from "@/components/ui/full-screen-dialog";
import { CHECKOUT_HASH } from "./anchors";
import { useOpenByHash } from "./open-by-hash";
import { useScreenOn } from "./screen-on";

type ScanViewProps = {
  name: string;
  /** Grouped, for people. */
  number: string;
  /** Drawn by the server, so that browsers load no encoder. */
  qr: ReactNode;
  bars: ReactNode;
};

/** The card for scanning at the checkout: large, bright, and the screen stays on. */
export function ScanView({ name, number, qr, bars }: ScanViewProps) {
  const t = useTranslations("loyalty.scan");
  const close = useTranslations("common")("close");
  const view = useOpenByHash(CHECKOUT_HASH);
  useScreenOn(view.isOpen);
  return (
    <>
      <Button aria-haspopup="dialog" onClick={view.open} className="min-h-14 grow text-base">
        <QrCode aria-hidden className="size-5" />
        {t("open")}
      </Button>
      <FullScreenDialog open={view.isOpen} onClose={view.close} title={t("title")} closeLabel={close}>
        {/* On a phone held sideways both codes fit beside each other. */}
        <div className="my-auto grid justify-items-center gap-6 py-4 text-center sm:gap-8 [@media(max-height:28rem)]:grid-cols-[auto_minmax(0,1fr)] [@media(max-height:28rem)]:items-center [@media(max-height:28rem)]:gap-y-2 [@media(max-height:28rem)]:py-0">
          <div className="grid w-[min(100%,46dvh)] justify-items-center">{qr}</div>
          <div className="grid w-full justify-items-center gap-3">
            {bars}
            <p dir="ltr" className="text-2xl font-bold tracking-wider tabular-nums">
              {number}
            </p>
            <p className="font-semibold">
              <bdi>{name}</bdi>
            </p>
          </div>
          <p className="flex max-w-sm items-start [@media(max-height:28rem)]:col-span-full [@media(max-height:28rem)]:max-w-none gap-2.5 text-start text-sm text-ink-soft">
            <Sun aria-hidden className="mt-0.5 size-4.5 shrink-0" />
            {t("hint")}
          </p>
        </div>
      </FullScreenDialog>
    </>
  );
}
