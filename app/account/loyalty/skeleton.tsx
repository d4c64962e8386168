import { PageSkeleton } from "@/components/layout/page-skeleton";
import { LedgerSkeleton, PointsSkeleton } from "@/components/loyalty/loyalty-skeletons";
import { Skeleton } from "@/components/ui/skeleton";

export function LoyaltySkeleton() {
  return (
    <PageSkeleton title="w-44" description="w-72">
      <div className="grid grid-cols-1 gap-5">
        <div className="grid grid-cols-1 gap-5 md:grid-cols-2">
          <div className="grid w-full max-w-md content-start gap-5 justify-self-center">
            <Skeleton className="aspect-[1.586] w-full rounded-card" />
            <Skeleton className="h-14 w-full rounded-control" />
          </div>
          <PointsSkeleton />
        </div>
        <LedgerSkeleton />
      </div>
    </PageSkeleton>
  );
}
