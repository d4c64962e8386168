"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import type { CreatedTokenResponse } from "@/lib/auth/access-schema";

/** A token's value, shown once, and focused so that nobody misses it. */
export function ShownToken({ token }: { token: CreatedTokenResponse }) {
  const t = useTranslations("security.tokens");
  const region = useRef<HTMLElement>(null);
  const [copied, setCopied] = useState<string | null>(null);
  useEffect(() => {
    if (token.token) region.current?.focus();
  }, [token.token]);

  const copy = async () => {
    await navigator.clipboard.writeText(token.token).catch(() => undefined);
    setCopied(token.token);
  };

  const isCopied = copied === token.token;
  return (
    <section
      ref={region}
      tabIndex={-1}
      aria-label={t("shownTitle", { name: token.name })}
      className="grid gap-3 rounded-control border border-line-strong bg-primary-soft p-4 text-on-primary-soft outline-offset-2"
    >
      <p className="font-semibold">{t("shownTitle", { name: token.name })}</p>
      <p className="text-sm">{t("shownText")}</p>
      <code dir="ltr" className="rounded-sm bg-surface p-3 text-sm break-all text-ink select-all">
        {token.token}
      </code>
      <Button look="secondary" className="justify-self-start" onClick={() => void copy()}>
        {isCopied ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
        {t(isCopied ? "copied" : "copy")}
      </Button>
    </section>
  );
}
