import { useTranslations } from "next-intl";
import { LoadingRegion, Skeleton, SkeletonCard } from "@/components/ui/skeleton";

export function SegmentsSkeleton() {
  const t = useTranslations("common");
  return (
    <LoadingRegion label={t("loading")}>
      <div className="mb-7 grid grid-cols-1 gap-3 sm:mb-9">
        <Skeleton className="h-9 w-48" />
        <Skeleton className="h-5 w-96 max-w-full" />
      </div>
      <div className="grid grid-cols-1 gap-5">
        <Skeleton className="h-64 rounded-card sm:h-68" />
        <SkeletonCard>
          <Skeleton className="h-12" />
          <Skeleton className="h-12" />
        </SkeletonCard>
      </div>
    </LoadingRegion>
  );
}
