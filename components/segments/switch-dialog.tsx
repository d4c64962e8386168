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
  const changeOf = ({ price_list: next }: ActiveSegmentResponse) => {
    const priceList = isolated(next.name);
    const currency = next.currency.toUpperCase();
    if (!active) return t("fromStandard", { priceList, currency });
    const { name: oldName, currency: oldCurrency } = active.price_list;
    return t("fromPriceList", {
      priceList,
      currency,
      oldPriceList: isolated(oldName),
      oldCurrency: oldCurrency.toUpperCase(),
    });
  };
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
          {prices && <li>{changeOf(prices)}</li>}
        </TitledList>
        <TitledList icon={ShieldCheck} title={t("stays")}>
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
