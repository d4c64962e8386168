"use client";

import { X } from "lucide-react";
import { useScreenOn } from "./screen-on";

const CARD_PATH = "/account/loyalty";

/** Leads back to where the till was opened, otherwise to the card. While the till is open, the screen stays on. */
export function CloseTill({ label }: { label: string }) {
  useScreenOn();
  return (
    <a
      href={CARD_PATH}
      aria-label={label}
      onClick={(event) => {
        const { origin, pathname } = new URL(document.referrer || "about:blank");
        const isFromAccount = origin === window.location.origin && pathname.startsWith("/account");
        if (!isFromAccount || window.history.length < 2) return;
        event.preventDefault();
        window.history.back();
      }}
      className="-me-2 grid size-11 shrink-0 place-items-center rounded-control text-ink-soft hover:bg-sunken hover:text-ink print:hidden"
    >
      <X aria-hidden className="size-5" />
    </a>
  );
}
