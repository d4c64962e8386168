import { useTranslations } from "next-intl";
import { LoadingRegion, Skeleton, SkeletonCard } from "@/components/ui/skeleton";

export function SecuritySkeleton() {
  const t = useTranslations("common");
  return (
    <LoadingRegion label={t("loading")}>
      <div className="mb-7 grid grid-cols-1 gap-3 sm:mb-9">
        <Skeleton className="h-9 w-44" />
        <Skeleton className="h-5 w-72 max-w-full" />
      </div>
      <SkeletonCard beside>
        <Skeleton className="h-19 w-md" />
        <Skeleton className="h-24 w-md" />
        <Skeleton className="h-19 w-md" />
        <Skeleton className="h-11 w-48" />
      </SkeletonCard>
      <div className="mt-5 grid grid-cols-1 gap-5">
        {["h-20", "h-56", "h-72"].map((height) => (
          <SkeletonCard key={height} beside>
            <Skeleton className={height} />
          </SkeletonCard>
        ))}
      </div>
    </LoadingRegion>
  );
}
