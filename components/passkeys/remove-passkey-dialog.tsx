"use client";

import { useTranslations } from "next-intl";
import { useRequestErrorText } from "@/components/forms/request-error-text";
import { useSingleFlight } from "@/components/forms/single-flight";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { PasskeyResponse } from "@/lib/auth/passkey-schema";
import { useRemovePasskey } from "./queries";

type RemovePasskeyDialogProps = {
  /** Null while it is closed. */
  passkey: PasskeyResponse | null;
  onClose: () => void;
  onRemoved: () => void;
};

/** Asks before a passkey is removed. */
export function RemovePasskeyDialog({ passkey, onClose, onRemoved }: RemovePasskeyDialogProps) {
  const t = useTranslations("passkeys.card");
  const common = useTranslations("common");
  const requestErrorText = useRequestErrorText();
  const remove = useRemovePasskey();
  const close = () => {
    remove.reset();
    onClose();
  };
  const { run, isPending } = useSingleFlight(async () => {
    if (!passkey) return;
    try {
      await remove.mutateAsync(passkey.id);
    } catch {
      // The dialog shows the error.
      return;
    }
    onRemoved();
  });
  return (
    <Dialog
      open={passkey !== null}
      onClose={close}
      title={t("removeTitle", { name: passkey?.name ?? "" })}
      closeLabel={common("close")}
      actions={
        <>
          <Button look="secondary" onClick={close}>
            {common("cancel")}
          </Button>
          <Button look="destructive" pending={isPending} onClick={() => void run()}>
            {t("remove")}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {remove.isError && <Alert>{requestErrorText(remove.error)}</Alert>}
        <p className="text-sm text-ink-soft">{t("removeText")}</p>
      </div>
    </Dialog>
  );
}
