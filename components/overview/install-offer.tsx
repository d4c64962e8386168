"use client";

import { useTranslations } from "next-intl";
import { useState, useSyncExternalStore } from "react";
import { readCookie, writeCookie } from "@/components/layout/display-cookies";
import { CONTENT_ID } from "@/components/layout/skip-link";
import { Button } from "@/components/ui/button";

const COOKIE = "install_offer";
const TITLE_ID = "install-offer";

/** W3C Manifest Incubations, which TypeScript does not know. */
type InstallPromptEvent = Event & { prompt(): Promise<unknown> };

let offered: InstallPromptEvent | null = null;

/** Offers the home screen where the browser can, once: an answer, either way, is remembered on this device. */
export function InstallOffer() {
  const t = useTranslations("overview.install");
  const prompt = useSyncExternalStore(
    onOffer,
    () => offered,
    () => null,
  );
  const [isAnswered, setAnswered] = useState(false);
  if (!prompt || isAnswered) return null;
  const answer = () => {
    writeCookie(COOKIE, "answered");
    setAnswered(true);
    // The buttons are gone.
    document.getElementById(CONTENT_ID)?.focus();
  };
  return (
    <section
      aria-labelledby={TITLE_ID}
      className="mt-5 rounded-card border border-line bg-surface p-5 shadow-card lg:hidden"
    >
      <h2 id={TITLE_ID} className="text-lg">
        {t("title")}
      </h2>
      <p className="mt-1 text-sm text-ink-soft">{t("text")}</p>
      <div className="mt-4 flex flex-wrap gap-2">
        <Button
          look="secondary"
          onClick={() => {
            void prompt.prompt();
            answer();
          }}
        >
          {t("add")}
        </Button>
        <Button look="quiet" onClick={answer}>
          {t("later")}
        </Button>
      </div>
    </section>
  );
}

function onOffer(notify: () => void): () => void {
  const keep = (event: Event) => {
    if (readCookie(COOKIE)) return;
    // Ours instead of the browser's own banner.
    event.preventDefault();
    offered = event as InstallPromptEvent;
    notify();
  };
  window.addEventListener("beforeinstallprompt", keep);
  return () => window.removeEventListener("beforeinstallprompt", keep);
}
