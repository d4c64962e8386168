import { CreditCard } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { LocalTime } from "@/components/account/local-time";
import { TideLines } from "@/components/ui/tide-lines";
import type { LoyaltyCardView } from "@/lib/loyalty/schema";
import { BarCode, QrCode } from "./account-codes";
import { groupedNumber } from "./grouped-number";
import { ScanDialog } from "./scan-dialog";

type MemberCardProps = {
  card: LoyaltyCardView;
  points: number;
  /** When the points were heard of, ISO 8601; null when they never were. */
  pointsAt: string | null;
};

/** The card itself: whose it is, its number, its points, and the way to the till. */
export function MemberCard({ card, points, pointsAt }: MemberCardProps) {
  const t = useTranslations("loyalty");
  const format = useFormatter();
  const { account_number: accountNumber } = card.attributes;
  const name = [card.user.first_name, card.user.last_name].filter(Boolean).join(" ");
  return (
    <section
      aria-labelledby="loyalty-card"
      className="on-panel relative isolate flex min-h-72 flex-col overflow-hidden rounded-card bg-panel p-6 text-on-panel shadow-card sm:p-8"
    >
      <TideLines />
      <h2
        id="loyalty-card"
        tabIndex={-1}
        className="relative flex items-center gap-2 text-sm font-semibold tracking-normal text-on-panel-soft outline-none"
      >
        <CreditCard aria-hidden className="size-4.5 text-accent" />
        {t("cardTitle")}
      </h2>
      <p className="relative mt-3 text-4xl font-extrabold tabular-nums sm:text-5xl">
        {t.rich("points", {
          count: points,
          formatted: format.number(points),
          unit: (text) => <span className="text-lg font-semibold text-on-panel-soft">{text}</span>,
        })}
      </p>
      {pointsAt && (
        <p className="relative mt-1 text-sm text-on-panel-soft">
          {t("asOf")} <LocalTime iso={pointsAt} />
        </p>
      )}
      <div className="relative mt-auto flex flex-wrap items-end justify-between gap-x-8 gap-y-5 pt-8">
        <dl className="grid gap-3">
          <div>
            <dt className="text-xs text-on-panel-soft">{t("member")}</dt>
            <dd className="font-semibold">
              <bdi>{name}</bdi>
            </dd>
          </div>
          <div>
            <dt className="text-xs text-on-panel-soft">{t("number")}</dt>
            <dd className="text-lg font-semibold tracking-wider break-all tabular-nums">
              <bdi dir="ltr">{groupedNumber(accountNumber)}</bdi>
            </dd>
          </div>
        </dl>
        <ScanDialog number={groupedNumber(accountNumber)}>
          <QrCode text={accountNumber} label={t("scan.qr")} />
          <BarCode text={accountNumber} label={t("scan.bars")} />
        </ScanDialog>
      </div>
    </section>
  );
}
