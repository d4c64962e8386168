"use client";

import { useTranslations } from "next-intl";
import { useState, useSyncExternalStore } from "react";
import { writeCookie } from "@/components/layout/display-cookies";
import { CONTENT_ID } from "@/components/layout/skip-link";
import { Button } from "@/components/ui/button";
import { heldPrompt, INSTALL_COOKIE, onPromptHeld } from "./install-prompt";

const TITLE_ID = "install-offer";

/** Offers the home screen where the browser can, once: an answer, either way, is remembered on this device. */
export function InstallOffer() {
  const t = useTranslations("overview.install");
  const prompt = useSyncExternalStore(onPromptHeld, heldPrompt, () => null);
  const [isAnswered, setAnswered] = useState(false);
  if (!prompt || isAnswered) return null;
  const answer = () => {
    writeCookie(INSTALL_COOKIE, "answered");
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
