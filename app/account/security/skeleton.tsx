import { PageSkeleton } from "@/components/layout/page-skeleton";
import { Skeleton, SkeletonCard } from "@/components/ui/skeleton";

export function SecuritySkeleton() {
  return (
    <PageSkeleton title="w-44" description="w-72">
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
    </PageSkeleton>
  );
}
