"use client";

import { CalendarClock, CircleX, LockKeyhole } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { ServerText } from "@/components/layout/server-text";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Dialog } from "@/components/ui/dialog";
import { TitledList } from "@/components/ui/titled-list";
import { DeletionForm } from "./deletion-form";

type DeletionCardProps = {
  /** Between request and deletion. */
  coolingOffDays: number;
  /** How long the consent receipts outlive the account. */
  retentionDays: number;
  /** The verified number, masked; null for none. */
  verifiedPhone: string | null;
};

const DAYS_OF_YEAR = 365;

/** What deleting the account means; the button opens the confirmation. */
export function DeletionCard({ coolingOffDays, retentionDays, verifiedPhone }: DeletionCardProps) {
  const t = useTranslations("privacy.deletion");
  const close = useTranslations("common")("close");
  const format = useFormatter();
  const [open, setOpen] = useState(false);
  const years = retentionDays / DAYS_OF_YEAR;
  const [amount, unit] = Number.isInteger(years) ? [years, "year"] : [retentionDays, "day"];
  const period = () => format.number(amount, { style: "unit", unit, unitDisplay: "long" });
  return (
    <Card title={t("title")} description={t("text")} beside className="border-danger/40">
      <div className="grid gap-6">
        <TitledList icon={CircleX} tone="danger" title={t("goes")}>
          <li>{t("goesProfile")}</li>
          <li>{t("goesLoyalty")}</li>
          <li>{t("goesRest")}</li>
        </TitledList>
        <TitledList icon={CalendarClock} title={t("how")}>
          <li>{t("howOut")}</li>
          <li>{t("howWait", { days: coolingOffDays })}</li>
          <li>{t("howEnd")}</li>
        </TitledList>
        <TitledList icon={LockKeyhole} title={t("stays")}>
          <li>
            <ServerText of={amount}>{() => t("staysConsents", { period: period() })}</ServerText>
          </li>
        </TitledList>
      </div>
      <Button look="danger" aria-haspopup="dialog" onClick={() => setOpen(true)} className="mt-7">
        {t("open")}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t("dialogTitle")} closeLabel={close}>
        <DeletionForm onClose={() => setOpen(false)} coolingOffDays={coolingOffDays} verifiedPhone={verifiedPhone} />
      </Dialog>
    </Card>
  );
}
