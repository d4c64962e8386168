import { PageSkeleton } from "@/components/layout/page-skeleton";
import { Skeleton, SkeletonCard } from "@/components/ui/skeleton";

export function PrivacySkeleton() {
  return (
    <PageSkeleton title="w-36" description="w-80">
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
    </PageSkeleton>
  );
}
