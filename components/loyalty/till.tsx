import { Sun } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BarCode, groupedNumber, QrCode } from "./account-codes";
import { CloseTill } from "./close-till";

type TillProps = {
  name: string;
  accountNumber: string;
  /** The points, or what holds their place. */
  points: ReactNode;
};

/** The card for scanning: as large as the screen lets it, upright and sideways, and bright in every theme. */
export function Till({ name, accountNumber, points }: TillProps) {
  const t = useTranslations("loyalty");
  const common = useTranslations("common");
  return (
    <div className="mx-auto flex min-h-dvh max-w-2xl flex-col ps-[max(1rem,env(safe-area-inset-left))] pe-[max(1rem,env(safe-area-inset-right))] pt-[max(0.5rem,env(safe-area-inset-top))] pb-[max(1rem,env(safe-area-inset-bottom))] sideways:pb-[max(0.5rem,env(safe-area-inset-bottom))]">
      <header className="flex items-center justify-between gap-4">
        <h1 className="flex flex-wrap items-baseline gap-x-2 text-xl font-extrabold">
          {common("brand")}
          <span className="text-sm font-semibold tracking-normal text-ink-soft">{t("scan.title")}</span>
        </h1>
        <CloseTill label={common("close")} />
      </header>
      {/* Sideways the bars take the whole width, and the rest stands below them. */}
      <div className="my-auto grid grid-cols-1 justify-items-center gap-6 py-3 text-center sideways:grid-cols-[auto_minmax(0,1fr)] sideways:items-center sideways:gap-x-8 sideways:gap-y-3 sideways:py-1">
        <div className="@container grid w-[min(100%,40dvh)] justify-items-center sideways:order-1 sideways:w-[46dvh]">
          <QrCode text={accountNumber} label={t("scan.qr")} />
        </div>
        {/* From edge to edge: the quiet zone is part of the code. */}
        <div className="@container grid w-[calc(100%+2rem)] justify-items-center sideways:col-span-full sideways:w-full">
          <BarCode text={accountNumber} label={t("scan.bars")} />
        </div>
        <div className="grid w-full min-w-0 gap-1 sideways:order-2">
          <p className="text-2xl font-bold tracking-wider wrap-anywhere tabular-nums">
            <span className="sr-only">{t("number")}: </span>
            <bdi dir="ltr">{groupedNumber(accountNumber)}</bdi>
          </p>
          <p className="font-semibold break-words">
            <bdi>{name}</bdi>
          </p>
          {points}
        </div>
      </div>
      <p className="mx-auto flex max-w-sm items-start gap-2.5 text-sm text-ink-soft sideways:hidden print:hidden">
        <Sun aria-hidden className="mt-0.5 size-4.5 shrink-0" />
        {t("scan.hint")}
      </p>
    </div>
  );
}
