import { CreditCard } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Skeleton, SkeletonCard } from "@/components/ui/skeleton";
import { groupedNumber } from "./grouped-number";

type LoyaltyTileProps = {
  /** Null without a card. */
  accountNumber: string | null;
  points: number;
  /** The API's word when the points are not the present ones. */
  errors: string | null;
};

/** The card at a glance: its points, or the invitation to have one. */
export function LoyaltyTile({ accountNumber, points, errors }: LoyaltyTileProps) {
  const t = useTranslations("loyalty");
  const format = useFormatter();
  return (
    <Card
      title={
        <span className="inline-flex items-center gap-2">
          <CreditCard aria-hidden className="size-5 text-primary" />
          {t("cardTitle")}
        </span>
      }
    >
      {accountNumber === null ? (
        <p className="text-sm text-ink-soft">{t("tile.none")}</p>
      ) : (
        <>
          <p className="text-3xl font-extrabold tabular-nums">
            {t.rich("points", {
              count: points,
              formatted: format.number(points),
              unit: (text) => <span className="text-base font-semibold text-ink-soft">{text}</span>,
            })}
          </p>
          <p className="mt-1 text-sm text-ink-soft">
            <bdi dir="ltr" className="tabular-nums">
              {groupedNumber(accountNumber)}
            </bdi>
          </p>
          {errors && <p className="mt-2 text-sm text-ink-soft">{errors}</p>}
        </>
      )}
      <ButtonLink look="secondary" href="/account/loyalty" className="mt-5">
        {t(accountNumber === null ? "tile.join" : "tile.open")}
      </ButtonLink>
    </Card>
  );
}

/** The room that the tile takes. */
export function LoyaltyTileSkeleton() {
  return (
    <SkeletonCard>
      <Skeleton className="h-9 w-36" />
      <Skeleton className="h-5 w-44" />
      <Skeleton className="h-11 w-40" />
    </SkeletonCard>
  );
}
