"use client";

import { KeyRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useId, useState } from "react";
import { useRequestErrorText } from "@/components/forms/request-error-text";
import { useSingleFlight } from "@/components/forms/single-flight";
import { LocalDate } from "@/components/layout/local-time";
import { RelativeTime } from "@/components/layout/relative-time";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Dialog } from "@/components/ui/dialog";
import { Disclosure } from "@/components/ui/disclosure";
import { StatusRegion } from "@/components/ui/status-region";
import type { CreatedTokenResponse, TokenResponse } from "@/lib/auth/access-schema";
import { useRevokeToken, useTokens } from "./queries";
import { ShownToken } from "./shown-token";
import { TokenForm } from "./token-form";

/** The customer's API tokens: created, shown once, revoked. Folded, since shoppers need none. */
export function TokensCard({ tokens: rendered }: { tokens: TokenResponse[] }) {
  const t = useTranslations("security.tokens");
  const common = useTranslations("common");
  const requestErrorText = useRequestErrorText();
  const { data: tokens } = useTokens(rendered);
  const revoke = useRevokeToken();
  const [shown, setShown] = useState<CreatedTokenResponse | null>(null);
  const [ending, setEnding] = useState<TokenResponse | null>(null);
  const [revoked, setRevoked] = useState<number | null>(null);
  const [isOpen, setOpen] = useState(false);
  const titleId = useId();

  useEffect(() => {
    // The button that opened the dialog is gone with its token.
    if (revoked !== null) document.getElementById(titleId)?.focus();
  }, [revoked, titleId]);

  const { run, isPending } = useSingleFlight(async () => {
    if (!ending) return;
    try {
      await revoke.mutateAsync(ending.id);
    } catch {
      // The dialog shows the error.
      return;
    }
    if (shown?.id === ending.id) setShown(null);
    setEnding(null);
    setRevoked(ending.id);
  });

  return (
    <Card title={t("section")} titleId={titleId} beside>
      <Disclosure title={<span className="font-semibold">{t("title")}</span>} isOpen={isOpen} onToggle={setOpen}>
        <div className="mt-3 grid gap-6">
          <p className="max-w-prose text-sm text-ink-soft">{t("text")}</p>
          {shown && <ShownToken token={shown} />}
          <StatusRegion>
            {revoked !== null && (
              <Alert key={revoked} tone="success">
                {t("revoked")}
              </Alert>
            )}
          </StatusRegion>
          {tokens.length === 0 ? (
            <p className="text-sm text-ink-soft">{t("empty")}</p>
          ) : (
            <ul className="divide-y divide-line">
              {tokens.map((token) => (
                <li key={token.id} className="flex flex-wrap items-center gap-x-4 gap-y-3 py-4 first:pt-0 last:pb-0">
                  <span className="grid size-11 shrink-0 place-items-center rounded-control bg-sunken text-ink-soft">
                    <KeyRound aria-hidden className="size-5" />
                  </span>
                  <div className="min-w-0 flex-1 basis-52">
                    <bdi className="font-semibold wrap-anywhere">{token.name}</bdi>
                    <TokenTimes token={token} />
                  </div>
                  <Button
                    look="secondary"
                    aria-label={t("revokeNamed", { name: token.name })}
                    onClick={() => {
                      revoke.reset();
                      setRevoked(null);
                      setEnding(token);
                    }}
                  >
                    {t("revoke")}
                  </Button>
                </li>
              ))}
            </ul>
          )}
          <TokenForm
            onCreated={(token) => {
              setShown(token);
              setRevoked(null);
            }}
            onUnsaved={setOpen}
          />
        </div>
      </Disclosure>
      <Dialog
        open={ending !== null}
        onClose={() => setEnding(null)}
        title={t("revokeTitle", { name: ending?.name ?? "" })}
        closeLabel={common("close")}
        actions={
          <>
            <Button look="secondary" onClick={() => setEnding(null)}>
              {common("cancel")}
            </Button>
            <Button look="destructive" pending={isPending} onClick={run}>
              {t("revoke")}
            </Button>
          </>
        }
      >
        {revoke.isError && <Alert>{requestErrorText(revoke.error)}</Alert>}
        <p className="text-sm text-ink-soft">{t("revokeText")}</p>
      </Dialog>
    </Card>
  );
}

function TokenTimes({ token }: { token: TokenResponse }) {
  const t = useTranslations("security.tokens");
  const { expires_at: expiry, last_used_at: lastUse } = token;
  return (
    <p className="text-sm text-ink-soft">
      {expiry ? t.rich("expires", { time: () => <LocalDate iso={expiry} /> }) : t("lasting")}
      {" · "}
      {lastUse ? t.rich("lastUsed", { time: () => <RelativeTime key={lastUse} iso={lastUse} /> }) : t("neverUsed")}
    </p>
  );
}
