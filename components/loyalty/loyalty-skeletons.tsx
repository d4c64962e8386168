import { Skeleton, SkeletonCard } from "@/components/ui/skeleton";

/** The room that the card takes while its points are asked for. */
export function MemberCardSkeleton() {
  return <Skeleton className="h-72 rounded-card" />;
}

/** The room that the movements take. */
export function LedgerSkeleton() {
  return (
    <div className="grid grid-cols-1 gap-5">
      <SkeletonCard>
        <Skeleton className="h-2.5" />
        <Skeleton className="h-5 w-64" />
      </SkeletonCard>
      <SkeletonCard>
        <Skeleton className="h-28" />
        <Skeleton className="h-14" />
        <Skeleton className="h-14" />
        <Skeleton className="h-14" />
      </SkeletonCard>
    </div>
  );
}
