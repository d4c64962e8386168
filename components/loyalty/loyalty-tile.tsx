import { ArrowRight, CreditCard, QrCode } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LocalTime } from "@/components/layout/local-time";
import { ButtonLink } from "@/components/ui/button";
import { groupedNumber } from "./account-codes";
import { CHECKOUT_PATH } from "./anchors";
import { CardPattern } from "./card-pattern";

type LoyaltyTileProps = {
  accountNumber: string;
  points: number;
  /** When they were last known, ISO 8601; null for never. */
  at: string | null;
  /** The API's sentence when these are not the current ones. */
  errors: string | null;
};

/** The card at a glance on the overview: its points, and the way to its codes. */
export function LoyaltyTile({ accountNumber, points, at, errors }: LoyaltyTileProps) {
  const t = useTranslations("loyalty");
  const format = useFormatter();
  return (
    <TileFrame>
      <p className="mt-2 text-3xl font-extrabold tabular-nums">
        {errors && at === null ? (
          <>
            <span aria-hidden>–</span>
            <span className="sr-only">{t("pointsUnknown")}</span>
          </>
        ) : (
          t.rich("points", {
            count: points,
            amount: () => format.number(points),
            unit: (text) => <span className="text-base font-semibold text-on-panel-soft">{text}</span>,
          })
        )}
      </p>
      <p className="mt-0.5 max-w-56 text-sm text-balance text-on-panel-soft max-sm:text-xs">
        {errors && <span className="block font-semibold text-on-panel">{errors}</span>}
        {at && t.rich("asOf", { time: () => <LocalTime iso={at} /> })}
      </p>
      <p className="mt-auto pt-6 text-lg font-semibold tracking-[0.12em] tabular-nums">
        <span className="sr-only">{t("number")}: </span>
        <bdi dir="ltr">{groupedNumber(accountNumber)}</bdi>
      </p>
      <div className="mt-4 flex flex-wrap gap-3 [text-shadow:none]">
        <ButtonLink look="panel" href={CHECKOUT_PATH}>
          <QrCode aria-hidden className="size-4.5" />
          {t("scan.open")}
        </ButtonLink>
        <ButtonLink look="panel-quiet" href="/account/loyalty">
          {t("tile.open")}
        </ButtonLink>
      </div>
    </TileFrame>
  );
}

/** In its place for customers without a card. */
export function LoyaltyInvitation() {
  const t = useTranslations("loyalty");
  return (
    <TileFrame>
      <p className="mt-2 max-w-56 text-2xl font-extrabold text-balance">{t("none.title")}</p>
      <p className="mt-2 max-w-[22rem] text-sm text-on-panel-soft">{t("tile.none")}</p>
      <div className="mt-auto pt-6 [text-shadow:none]">
        <ButtonLink look="panel" href="/account/loyalty">
          {t("tile.join")}
          <ArrowRight aria-hidden className="mirror-rtl size-4.5" />
        </ButtonLink>
      </div>
    </TileFrame>
  );
}

function TileFrame({ children }: { children: ReactNode }) {
  const t = useTranslations("loyalty");
  return (
    <section
      aria-labelledby="loyalty-tile"
      className="on-panel relative isolate flex min-h-78 flex-col overflow-hidden rounded-card bg-evening p-6 text-on-panel shadow-card ring-1 ring-on-panel/10 ring-inset [text-shadow:0_1px_3px_rgb(4_30_28/0.9)] sm:min-h-68 sm:p-8"
    >
      <CardPattern sun="high" />
      <h2
        id="loyalty-tile"
        className="flex items-center gap-2 text-sm font-semibold tracking-normal text-on-panel-soft"
      >
        <CreditCard aria-hidden className="size-4.5 text-accent" />
        {t("cardTitle")}
      </h2>
      {children}
    </section>
  );
}
