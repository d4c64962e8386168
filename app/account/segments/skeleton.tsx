import { PageSkeleton } from "@/components/layout/page-skeleton";
import { Skeleton, SkeletonCard } from "@/components/ui/skeleton";

export function SegmentsSkeleton() {
  return (
    <PageSkeleton title="w-48" description="w-96">
      <div className="grid grid-cols-1 gap-5">
        <Skeleton className="h-64 rounded-card sm:h-68" />
        <SkeletonCard>
          <Skeleton className="h-12" />
          <Skeleton className="h-12" />
        </SkeletonCard>
      </div>
    </PageSkeleton>
  );
}
