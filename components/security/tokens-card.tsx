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
import { useDialogSubject } from "@/components/ui/use-dialog-subject";
import type { CreatedTokenResponse, TokenResponse } from "@/lib/auth/access-schema";
import { AccessItem, AccessList } from "./access-list";
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
  const { subject: ending, ask, close, settle } = useDialogSubject<TokenResponse>();
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
    settle(ending);
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
            <AccessList>
              {tokens.map((token) => (
                <AccessItem
                  key={token.id}
                  icon={<KeyRound aria-hidden />}
                  name={token.name}
                  actions={
                    <Button
                      look="secondary"
                      aria-label={t("revokeNamed", { name: token.name })}
                      onClick={() => {
                        revoke.reset();
                        setRevoked(null);
                        ask(token);
                      }}
                    >
                      {t("revoke")}
                    </Button>
                  }
                >
                  <TokenTimes token={token} />
                </AccessItem>
              ))}
            </AccessList>
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
        onClose={close}
        title={t("revokeTitle", { name: ending?.name ?? "" })}
        closeLabel={common("close")}
        actions={
          <>
            <Button look="secondary" onClick={close}>
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
    <p>
      {expiry ? t.rich("expires", { time: () => <LocalDate iso={expiry} /> }) : t("lasting")}
      {" · "}
      {lastUse ? t.rich("lastUsed", { time: () => <RelativeTime key={lastUse} iso={lastUse} /> }) : t("neverUsed")}
    </p>
  );
}
