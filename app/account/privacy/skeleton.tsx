import { useTranslations } from "next-intl";
import { LoadingRegion, Skeleton, SkeletonCard } from "@/components/ui/skeleton";

export function PrivacySkeleton() {
  const t = useTranslations("common");
  return (
    <LoadingRegion label={t("loading")}>
      <div className="mb-7 grid grid-cols-1 gap-3 sm:mb-9">
        <Skeleton className="h-9 w-36" />
        <Skeleton className="h-5 w-80" />
      </div>
      <div className="grid grid-cols-1 gap-5">
        <SkeletonCard beside>
          <div className="grid grid-cols-1 gap-5">
            <Skeleton className="h-16" />
            <Skeleton className="h-16" />
            <Skeleton className="h-16" />
            <Skeleton className="h-16" />
          </div>
        </SkeletonCard>
        <SkeletonCard beside>
          <Skeleton className="h-5" />
          <Skeleton className="h-11 w-56" />
        </SkeletonCard>
        <SkeletonCard beside>
          <Skeleton className="h-24" />
          <Skeleton className="h-11 w-52" />
        </SkeletonCard>
      </div>
    </LoadingRegion>
  );
}
