"use client";

import { Fingerprint } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { CONTENT_ID } from "@/components/layout/skip-link";
import { Button, ButtonLink } from "@/components/ui/button";
import { dismissPasskeyOffer } from "./offer-cookie";

/** Offers a passkey to somebody who came by password, until they say no. */
export function PasskeyOffer() {
  const t = useTranslations("passkeys.offer");
  const [isDismissed, setIsDismissed] = useState(false);
  if (isDismissed) return null;
  return (
    <section
      aria-label={t("title")}
      className="mb-5 flex flex-wrap items-center gap-x-4 gap-y-3 rounded-card border border-line bg-surface p-4 sm:px-5"
    >
      <span className="grid size-11 shrink-0 place-items-center rounded-control bg-primary-soft text-on-primary-soft">
        <Fingerprint aria-hidden className="size-5" />
      </span>
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-semibold">{t("title")}</p>
        <p className="text-sm text-ink-soft">{t("text")}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        <ButtonLink look="secondary" href="/account/security#passkeys">
          {t("setUp")}
        </ButtonLink>
        <Button
          look="quiet"
          onClick={() => {
            dismissPasskeyOffer();
            setIsDismissed(true);
            // The button is gone.
            document.getElementById(CONTENT_ID)?.focus();
          }}
        >
          {t("dismiss")}
        </Button>
      </div>
    </section>
  );
}
