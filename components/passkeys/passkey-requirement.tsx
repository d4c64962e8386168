import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { useSingleFlight } from "@/components/forms/single-flight";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { StatusRegion } from "@/components/ui/status-region";
import { useRequirePasskey } from "./queries";
import { usePasskeyErrorText } from "./use-passkey-error-text";

/** Has the account ask for a passkey at every sign-in, or no longer. */
export function PasskeyRequirement({ isRequired }: { isRequired: boolean }) {
  const t = useTranslations("passkeys.card.requirement");
  const common = useTranslations("common");
  const errorText = usePasskeyErrorText();
  const change = useRequirePasskey();
  const [buttonId, titleId] = [useId(), useId()];
  const [isAsking, setIsAsking] = useState(false);
  const [done, setDone] = useState<"turnedOn" | "turnedOff" | null>(null);
  const { run, isPending } = useSingleFlight(async (isToBe: boolean) => {
    setDone(null);
    try {
      await change.mutateAsync(isToBe);
      setDone(isToBe ? "turnedOn" : "turnedOff");
    } catch {
      // The alert shows the error.
    }
    setIsAsking(false);
  });
  return (
    <div className="grid gap-3 border-t border-line pt-5">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-52">
          <h3 className="flex flex-wrap items-center gap-2 text-base font-semibold">
            <span id={titleId}>{t("title")}</span>
            {isRequired && <Badge tone="positive">{t("on")}</Badge>}
          </h3>
          <p className="mt-1 text-sm text-ink-soft">{t("text")}</p>
        </div>
        <Button
          look="secondary"
          id={buttonId}
          aria-labelledby={`${buttonId} ${titleId}`}
          pending={isPending && !isAsking}
          onClick={() => (isRequired ? void run(false) : setIsAsking(true))}
        >
          {t(isRequired ? "turnOff" : "turnOn")}
        </Button>
      </div>
      {change.isError && !isPending && <Alert>{errorText(change.error)}</Alert>}
      <StatusRegion>{done && <Alert tone="success">{t(done)}</Alert>}</StatusRegion>
      <Dialog
        open={isAsking}
        onClose={() => setIsAsking(false)}
        title={t("askTitle")}
        closeLabel={common("close")}
        actions={
          <>
            <Button look="secondary" onClick={() => setIsAsking(false)}>
              {common("cancel")}
            </Button>
            <Button pending={isPending} onClick={() => void run(true)}>
              {t("turnOn")}
            </Button>
          </>
        }
      >
        <p className="text-sm text-ink-soft">{t("askText")}</p>
      </Dialog>
    </div>
  );
}
