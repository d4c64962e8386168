import { useTranslations } from "next-intl";
import { LoadingRegion, Skeleton, SkeletonCard } from "@/components/ui/skeleton";

export function TierSkeleton() {
  return <span aria-hidden className="h-8 w-24 animate-pulse rounded-full bg-on-panel/15" />;
}

export function TierWaySkeleton() {
  return (
    <div aria-hidden className="grid animate-pulse gap-3 pt-1">
      <span className="h-4 rounded-sm bg-on-panel/15" />
      <span className="h-2.5 rounded-full bg-on-panel/15" />
      <span className="h-4 w-2/3 rounded-sm bg-on-panel/15" />
    </div>
  );
}

export function PointsSkeleton() {
  const t = useTranslations("loyalty");
  return (
    <LoadingRegion label={t("loadingPoints")}>
      <div className="flex min-h-64 flex-col rounded-card border border-line bg-surface p-5 sm:min-h-72 sm:p-7">
        <Skeleton className="h-5 w-28" />
        <Skeleton className="mt-3 h-11 w-44" />
        <Skeleton className="mt-3 h-5 w-56" />
        <div className="mt-auto pt-7">
          <PointsOutlookSkeleton />
        </div>
      </div>
    </LoadingRegion>
  );
}

export function PointsOutlookSkeleton() {
  return (
    <div className="grid grid-cols-1 gap-4">
      <Skeleton className="h-5" />
      <Skeleton className="h-5" />
    </div>
  );
}

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

export function LoyaltyTileSkeleton() {
  const t = useTranslations("loyalty");
  return (
    <LoadingRegion label={t("loadingPoints")}>
      <Skeleton className="h-92 rounded-card sm:h-76" />
    </LoadingRegion>
  );
}
