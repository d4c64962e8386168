import { useTranslations } from "next-intl";
import { LoadingRegion, Skeleton, SkeletonCard } from "@/components/ui/skeleton";

export function ProfileSkeleton() {
  const t = useTranslations("common");
  return (
    <LoadingRegion label={t("loading")}>
      <div className="mb-7 grid grid-cols-1 gap-3 sm:mb-9">
        <Skeleton className="h-9 w-40" />
        <Skeleton className="h-5 w-96 max-w-full" />
      </div>
      <div className="grid grid-cols-1 gap-5">
        <SkeletonCard beside>
          <Skeleton className="h-12 w-80" />
          <Skeleton className="mt-5 h-12 w-80" />
        </SkeletonCard>
        <SkeletonCard beside>
          <Skeleton className="size-24 rounded-full" />
        </SkeletonCard>
        <SkeletonCard beside>
          <div className="grid gap-6 sm:grid-cols-2">
            <Skeleton className="h-19" />
            <Skeleton className="h-19" />
            <Skeleton className="h-24" />
          </div>
          <Skeleton className="h-19 w-80 max-w-full" />
        </SkeletonCard>
        <SkeletonCard beside>
          <Skeleton className="h-11 w-56" />
        </SkeletonCard>
      </div>
    </LoadingRegion>
  );
}
