import { LoadingRegion, Skeleton, SkeletonCard } from "@/components/ui/skeleton";
import { State } from "./frame";
import type { Look } from "./looks";
import { samplesOf } from "./samples";

/** What stands in for what is still loading. */
export function LoadingSpecimens({ look: { dir } }: { look: Look }) {
  return (
    <LoadingRegion label={samplesOf(dir).loading}>
      <State name="lines, a round, a control">
        <div className="flex flex-wrap items-center gap-4">
          <Skeleton className="size-14 rounded-full" />
          <div className="grid min-w-0 grow basis-40 grid-cols-1 gap-2">
            <Skeleton className="h-5 w-40" />
            <Skeleton className="h-4 w-64 max-w-full" />
          </div>
          <Skeleton className="h-12 w-28 rounded-control" />
        </div>
      </State>
      <div className="mt-6">
        <State name="card">
          <SkeletonCard>
            <Skeleton className="h-5 w-full" />
            <Skeleton className="h-5 w-3/4" />
            <Skeleton className="h-12 w-full rounded-control" />
          </SkeletonCard>
        </State>
      </div>
    </LoadingRegion>
  );
}
