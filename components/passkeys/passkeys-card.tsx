"use client";

import { Fingerprint } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useSingleFlight } from "@/components/forms/single-flight";
import { LocalDate } from "@/components/layout/local-time";
import { RelativeTime } from "@/components/layout/relative-time";
import { AccessItem, AccessList } from "@/components/security/access-list";
import { useDeviceText } from "@/components/security/device-text";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { StatusRegion } from "@/components/ui/status-region";
import { useDialogSubject } from "@/components/ui/use-dialog-subject";
import type { PasskeyResponse, PasskeysResponse } from "@/lib/auth/passkey-schema";
import { PasskeyRequirement } from "./passkey-requirement";
import { useAddPasskey, usePasskeys } from "./queries";
import { RemovePasskeyDialog } from "./remove-passkey-dialog";
import { RenamePasskeyDialog } from "./rename-passkey-dialog";
import { usePasskeyErrorText } from "./use-passkey-error-text";

/** What the offer on the overview leads to. */
const TITLE_ID = "passkeys";

/** The customer's passkeys: added, renamed, removed, and asked for at every sign-in. */
export function PasskeysCard({ rendered }: { rendered: PasskeysResponse }) {
  const t = useTranslations("passkeys.card");
  const errorText = usePasskeyErrorText();
  const deviceText = useDeviceText();
  const {
    data: { passkeys, is_required: isRequired },
  } = usePasskeys(rendered);
  const add = useAddPasskey();
  const renaming = useDialogSubject<PasskeyResponse>();
  const removing = useDialogSubject<PasskeyResponse>();
  const [done, setDone] = useState<"added" | "renamed" | "removed" | null>(null);

  useEffect(() => {
    // The button that opened the dialog is gone with its passkey.
    if (done === "removed") document.getElementById(TITLE_ID)?.focus();
  }, [done]);

  const { run, isPending } = useSingleFlight(async () => {
    setDone(null);
    try {
      await add.mutateAsync(deviceText(navigator.userAgent));
    } catch {
      // The alert shows the error.
      return;
    }
    setDone("added");
  });

  return (
    <Card title={t("title")} titleId={TITLE_ID} description={t("text")} beside>
      <div className="grid gap-5">
        <StatusRegion>{done && <Alert tone="success">{t(done)}</Alert>}</StatusRegion>
        {passkeys.length === 0 ? (
          <p className="text-sm text-ink-soft">{t("empty")}</p>
        ) : (
          <AccessList>
            {passkeys.map((passkey) => (
              <AccessItem
                key={passkey.id}
                icon={<Fingerprint aria-hidden />}
                name={passkey.name}
                badge={passkey.is_backed_up && <Badge>{t("synced")}</Badge>}
                actions={
                  <div className="flex flex-wrap gap-2">
                    <Button
                      look="secondary"
                      aria-label={t("renameNamed", { name: passkey.name })}
                      onClick={() => {
                        setDone(null);
                        renaming.ask(passkey);
                      }}
                    >
                      {t("rename")}
                    </Button>
                    <Button
                      look="secondary"
                      aria-label={t("removeNamed", { name: passkey.name })}
                      onClick={() => {
                        setDone(null);
                        removing.ask(passkey);
                      }}
                    >
                      {t("remove")}
                    </Button>
                  </div>
                }
              >
                <PasskeyTimes passkey={passkey} />
              </AccessItem>
            ))}
          </AccessList>
        )}
        {add.isError && !isPending && <Alert>{errorText(add.error)}</Alert>}
        <Button className="justify-self-start" pending={isPending} onClick={() => void run()}>
          {t("add")}
        </Button>
        {(passkeys.length > 0 || isRequired) && <PasskeyRequirement isRequired={isRequired} />}
      </div>
      <RenamePasskeyDialog
        passkey={renaming.subject}
        onClose={renaming.close}
        onRenamed={() => {
          renaming.settle(renaming.subject);
          setDone("renamed");
        }}
      />
      <RemovePasskeyDialog
        passkey={removing.subject}
        onClose={removing.close}
        onRemoved={() => {
          removing.settle(removing.subject);
          setDone("removed");
        }}
      />
    </Card>
  );
}

function PasskeyTimes({ passkey }: { passkey: PasskeyResponse }) {
  const t = useTranslations("passkeys.card");
  const { created_at: creation, last_used_at: lastUse } = passkey;
  return (
    <>
      <p>
        {lastUse ? t.rich("lastUsed", { time: () => <RelativeTime key={lastUse} iso={lastUse} /> }) : t("neverUsed")}
      </p>
      <p>{t.rich("addedOn", { time: () => <LocalDate iso={creation} /> })}</p>
    </>
  );
}
