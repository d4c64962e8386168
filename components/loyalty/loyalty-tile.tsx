import { ArrowRight, CreditCard, QrCode } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LocalTime } from "@/components/layout/local-time";
import { ButtonLink } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { groupedNumber } from "./account-codes";
import { CardSea, CardSun } from "./card-pattern";
import { TierBadge, useTierName } from "./tier-badge";
import { TillLink } from "./till-link";

type LoyaltyTileProps = {
  accountNumber: string;
  points: number;
  /** As the points; null for none. */
  tier: { name: string; next: { name: string; missingPoints: number } | null } | null;
  /** When they were last known, ISO 8601; null for never. */
  at: string | null;
  /** The API's sentence when these are not the current ones. */
  errors: string | null;
};

/** The card at a glance on the overview: its points, and the way to its codes. */
export function LoyaltyTile({ accountNumber, points, tier, at, errors }: LoyaltyTileProps) {
  const t = useTranslations("loyalty");
  const format = useFormatter();
  const tierName = useTierName();
  return (
    <TileFrame
      tier={tier?.name ?? null}
      // With two lines of buttons the sea would rise above the sun.
      className="min-h-92"
      foot={
        <>
          <p className="text-lg font-semibold tracking-[0.12em] tabular-nums">
            <span className="sr-only">{t("number")}: </span>
            <bdi dir="ltr">{groupedNumber(accountNumber)}</bdi>
          </p>
          <div className="mt-4 flex flex-wrap gap-3 max-sm:*:grow">
            <TillLink from="tile" look="panel">
              <QrCode aria-hidden className="size-4.5" />
              {t("scan.open")}
            </TillLink>
            <ButtonLink look="panel-quiet" href="/account/loyalty">
              {t("tile.open")}
            </ButtonLink>
          </div>
        </>
      }
    >
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
      <p className="mt-0.5 text-sm text-balance text-on-panel-soft max-sm:text-xs">
        {errors && <span className="block font-semibold text-on-panel">{errors}</span>}
        {at && t.rich("asOf", { time: () => <LocalTime iso={at} /> })}
      </p>
      {tier?.next && (
        <p className="mt-2 text-sm font-semibold text-balance">
          {t("tierStatus.missing", {
            count: tier.next.missingPoints,
            formatted: format.number(tier.next.missingPoints),
            name: tierName(tier.next.name),
          })}
        </p>
      )}
    </TileFrame>
  );
}

/** In its place for customers without a card. */
export function LoyaltyInvitation() {
  const t = useTranslations("loyalty");
  return (
    <TileFrame
      tier={null}
      className="min-h-82"
      foot={
        <ButtonLink look="panel" href="/account/loyalty">
          {t("tile.join")}
          <ArrowRight aria-hidden className="mirror-rtl size-4.5" />
        </ButtonLink>
      }
    >
      <p className="mt-2 text-2xl font-extrabold text-balance">{t("none.title")}</p>
      <p className="mt-2 text-sm text-on-panel-soft">{t("tile.none")}</p>
    </TileFrame>
  );
}

type TileFrameProps = {
  tier: string | null;
  foot: ReactNode;
  /** The height on phones. */
  className: string;
  children: ReactNode;
};

/** Made like the card. The sun has a column of its own, and none where the text needs the width. */
function TileFrame({ tier, foot, className, children }: TileFrameProps) {
  const t = useTranslations("loyalty");
  return (
    <section
      aria-labelledby="loyalty-tile"
      className={classNames(
        className,
        "card-material on-panel @container relative isolate flex flex-col overflow-hidden rounded-card bg-material text-on-panel shadow-card ring-1 ring-on-panel/15 ring-inset sm:min-h-76 forced-colors:border print:border print:bg-none print:shadow-none",
      )}
    >
      <CardSun className="end-0 top-18 hidden h-24 w-40 @min-[20rem]:block @lg:h-32 @lg:w-52" />
      <div className="px-5 pt-5 pb-4 sm:px-7 sm:pt-7">
        <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2">
          <h2
            id="loyalty-tile"
            className="flex items-center gap-2 text-sm font-semibold tracking-normal text-on-panel-soft"
          >
            <CreditCard aria-hidden className="size-4.5 text-accent forced-colors:text-[CanvasText]" />
            {t("cardTitle")}
          </h2>
          <TierBadge name={tier} />
        </div>
        <div className="@min-[20rem]:pe-28 @lg:pe-44">{children}</div>
      </div>
      <div className="relative mt-auto px-5 pt-2 pb-5 sm:px-7 sm:pb-7">
        <CardSea />
        {foot}
      </div>
    </section>
  );
}
