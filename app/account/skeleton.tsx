import { useTranslations } from "next-intl";
import { LoadingRegion, Skeleton, SkeletonCard } from "@/components/ui/skeleton";

export function OverviewSkeleton() {
  const t = useTranslations("common");
  return (
    <LoadingRegion label={t("loading")}>
      <div className="mb-7 flex items-center gap-4 sm:mb-9">
        <Skeleton className="size-14 shrink-0 rounded-full" />
        <div className="grid min-w-0 grow grid-cols-1 gap-3">
          <Skeleton className="h-8 w-52" />
          <Skeleton className="h-5 w-64 max-w-full" />
        </div>
      </div>
      <div className="grid grid-cols-1 gap-5 xl:grid-cols-2">
        <Skeleton className="h-78 rounded-card sm:h-68" />
        <Skeleton className="h-64 rounded-card sm:h-68" />
        <SkeletonCard>
          <Skeleton className="h-4 w-28" />
          <Skeleton className="h-2.5" />
          <Skeleton className="h-24 w-3/4" />
        </SkeletonCard>
        <SkeletonCard>
          <Skeleton className="h-5" />
          <Skeleton className="h-5" />
          <Skeleton className="h-5" />
        </SkeletonCard>
        <SkeletonCard beside className="xl:col-span-2">
          <Skeleton className="h-5" />
          <Skeleton className="h-5" />
        </SkeletonCard>
      </div>
    </LoadingRegion>
  );
}
