import { PageSkeleton } from "@/components/layout/page-skeleton";
import { Skeleton, SkeletonCard } from "@/components/ui/skeleton";

export function ProfileSkeleton() {
  return (
    <PageSkeleton title="w-40" description="w-96">
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
    </PageSkeleton>
  );
}
