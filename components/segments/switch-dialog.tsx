"use client";

import { ArrowLeftRight, ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRequestErrorText } from "@/components/forms/request-error-text";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TitledList } from "@/components/ui/titled-list";
import type { ActiveSegmentResponse, SegmentResponse } from "@/lib/segments/schema";

type SwitchDialogProps = {
  /** The segment to switch to; null while the dialog is closed. */
  target: SegmentResponse | null;
  /** The target with its prices; null while unknown. */
  prices: ActiveSegmentResponse | null;
  active: ActiveSegmentResponse | null;
  pending: boolean;
  error: Error | null;
  onConfirm: () => void;
  onClose: () => void;
};

/** Asks before a switch, and says what changes. */
export function SwitchDialog({ target, prices, active, pending, error, onConfirm, onClose }: SwitchDialogProps) {
  const t = useTranslations("segments.dialog");
  const common = useTranslations("common");
  const requestErrorText = useRequestErrorText();
  const name = target?.name ?? "";
  const [next, old] = [prices?.price_list, active?.price_list];
  const staysSame = next !== undefined && next.code === old?.code && next.currency === old.currency;
  const ofNext = next && { priceList: isolated(next.name), currency: next.currency.toUpperCase() };
  const ofOld = old && { oldPriceList: isolated(old.name), oldCurrency: old.currency.toUpperCase() };
  return (
    <Dialog
      open={target !== null}
      onClose={onClose}
      title={t("title", { name })}
      closeLabel={common("close")}
      actions={
        <>
          <Button look="secondary" onClick={onClose}>
            {common("cancel")}
          </Button>
          <Button pending={pending} onClick={onConfirm}>
            {t("confirm")}
          </Button>
        </>
      }
    >
      <div className="grid gap-5">
        {error && <Alert>{requestErrorText(error)}</Alert>}
        <TitledList icon={ArrowLeftRight} title={t("changes")}>
          <li>{t("prices", { name })}</li>
          {ofNext && !staysSame && (
            <li>{ofOld ? t("fromPriceList", { ...ofNext, ...ofOld }) : t("fromStandard", ofNext)}</li>
          )}
        </TitledList>
        <TitledList icon={ShieldCheck} title={t("stays")}>
          {ofNext && staysSame && <li>{t("samePriceList", ofNext)}</li>}
          <li>{t("profile")}</li>
          <li>{t("back")}</li>
        </TitledList>
      </div>
    </Dialog>
  );
}

/** Isolates a name, which in another script would reorder its sentence (Unicode UAX #9). */
function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}
