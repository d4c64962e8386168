import { useTranslations } from "next-intl";
import { LoadingRegion, Skeleton, SkeletonCard } from "@/components/ui/skeleton";

/** The room that the level's badge takes on the card. */
export function TierSkeleton() {
  return <span aria-hidden className="h-8 w-24 animate-pulse rounded-full bg-on-panel/15" />;
}

/** The room that the points take. */
export function PointsSkeleton() {
  const t = useTranslations("loyalty");
  return (
    <LoadingRegion label={t("loadingPoints")}>
      <div className="flex min-h-72 flex-col rounded-card border border-line bg-surface p-5 sm:p-7">
        <Skeleton className="h-5 w-28" />
        <Skeleton className="mt-3 h-11 w-44" />
        <Skeleton className="mt-3 h-5 w-56" />
        <div className="mt-7">
          <TierStatusSkeleton />
        </div>
      </div>
    </LoadingRegion>
  );
}

/** The room that level and outlook take. */
export function TierStatusSkeleton() {
  return (
    <div className="grid grid-cols-1 gap-4">
      <Skeleton className="h-5" />
      <Skeleton className="h-2.5 rounded-full" />
      <Skeleton className="h-5 w-3/4" />
      <Skeleton className="mt-2 h-5" />
    </div>
  );
}

/** The room that the movements take, about as many as there are on a first look. */
export function LedgerSkeleton() {
  const t = useTranslations("loyalty.ledger");
  return (
    <LoadingRegion label={t("loading")}>
      <SkeletonCard>
        <Skeleton className="mb-6 h-42" />
        {["a", "b", "c", "d", "e"].map((row) => (
          <Skeleton key={row} className="h-14" />
        ))}
      </SkeletonCard>
    </LoadingRegion>
  );
}

/** The room that the tile on the overview takes. */
export function LoyaltyTileSkeleton() {
  const t = useTranslations("loyalty");
  return (
    <LoadingRegion label={t("loadingPoints")}>
      <Skeleton className="h-78 rounded-card sm:h-68" />
    </LoadingRegion>
  );
}
