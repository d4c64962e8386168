import { PageSkeleton } from "@/components/layout/page-skeleton";
import { Skeleton, SkeletonCard } from "@/components/ui/skeleton";

const QUESTIONS = ["email", "sms", "call"];

export function PreferencesSkeleton() {
  return (
    <PageSkeleton title="w-52" description="w-96">
      <div className="grid grid-cols-1 gap-5">
        <SkeletonCard beside>
          {QUESTIONS.map((question) => (
            <div key={question} className="grid grid-cols-1 gap-3 py-2">
              <Skeleton className="h-5 w-56" />
              <Skeleton className="h-11 w-44" />
              <Skeleton className="h-4 w-80" />
            </div>
          ))}
        </SkeletonCard>
        <SkeletonCard beside>
          <Skeleton className="h-5 w-32" />
          <Skeleton className="h-11 w-full" />
        </SkeletonCard>
        <SkeletonCard beside>
          <Skeleton className="h-14" />
          <Skeleton className="h-14" />
        </SkeletonCard>
      </div>
    </PageSkeleton>
  );
}
