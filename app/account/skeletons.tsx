import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PageSkeleton } from "@/components/layout/page-skeleton";
import { LedgerSkeleton, PointsSkeleton } from "@/components/loyalty/loyalty-skeletons";
import { PointsNewsSkeleton } from "@/components/overview/points-news";
import { LoadingRegion, Skeleton, SkeletonCard } from "@/components/ui/skeleton";

/**
 * What stands for each page of the account until it has come, about as high and wide as the page will be; by the path
 * below which the page is, the overview first, since the others are below it.
 */
export const SKELETONS: Record<string, ReactNode> = {
  "/account": <OverviewSkeleton />,
  "/account/welcome": (
    <PageSkeleton title="w-64" description="w-96">
      <Bars heights={["h-12"]} />
      <Bars heights={["h-12", "h-16"]} />
      <Bars heights={["h-16", "h-16", "h-16"]} />
    </PageSkeleton>
  ),
  "/account/profile": (
    <PageSkeleton title="w-40" description="w-96">
      <Bars heights={["h-12", "h-12"]} />
      <SkeletonCard beside>
        <Skeleton className="size-24 rounded-full" />
      </SkeletonCard>
      <Bars heights={["h-96 sm:h-72"]} />
      <Bars heights={["h-11"]} />
    </PageSkeleton>
  ),
  "/account/preferences": (
    <PageSkeleton title="w-52" description="w-96">
      <Bars heights={["h-28", "h-28", "h-28"]} />
      <Bars heights={["h-5", "h-11"]} />
      <Bars heights={["h-14", "h-14"]} />
    </PageSkeleton>
  ),
  "/account/loyalty": (
    <PageSkeleton title="w-44" description="w-72">
      <div className="grid grid-cols-1 gap-5 md:grid-cols-2">
        <div className="grid w-full max-w-md content-start gap-5 justify-self-center">
          <Skeleton className="aspect-[1.586] w-full rounded-card" />
          <Skeleton className="h-14 w-full rounded-control" />
        </div>
        <PointsSkeleton />
      </div>
      <LedgerSkeleton />
    </PageSkeleton>
  ),
  "/account/loyalty/join": <MemberFormSkeleton title="w-80" fields={6} />,
  "/account/loyalty/edit": <MemberFormSkeleton title="w-96" fields={5} />,
  "/account/loyalty/link": (
    <PageSkeleton title="w-80" description="w-72">
      <SkeletonCard beside>
        <FieldBars count={2} />
        <Skeleton className="h-12 w-52 rounded-control" />
      </SkeletonCard>
    </PageSkeleton>
  ),
  "/account/segments": (
    <PageSkeleton title="w-48" description="w-96">
      <Skeleton className="h-64 rounded-card sm:h-68" />
      <SkeletonCard>
        <Skeleton className="h-12" />
        <Skeleton className="h-12" />
      </SkeletonCard>
    </PageSkeleton>
  ),
  "/account/security": (
    <PageSkeleton title="w-44" description="w-72">
      <Bars heights={["h-19", "h-24", "h-19", "h-11"]} />
      <Bars heights={["h-20"]} />
      <Bars heights={["h-56"]} />
      <Bars heights={["h-72"]} />
    </PageSkeleton>
  ),
  "/account/privacy": (
    <PageSkeleton title="w-36" description="w-80">
      <Bars heights={["h-16", "h-16", "h-16", "h-16"]} />
      <Bars heights={["h-5", "h-11"]} />
      <Bars heights={["h-24", "h-11"]} />
    </PageSkeleton>
  ),
};

function Bars({ heights }: { heights: string[] }) {
  return (
    <SkeletonCard beside>
      {heights.map((height, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars that never change
        <Skeleton key={index} className={`${height} w-md`} />
      ))}
    </SkeletonCard>
  );
}

/** @param fields how many lines the first of its cards has */
function MemberFormSkeleton({ title, fields }: { title: string; fields: number }) {
  return (
    <PageSkeleton title={title} description="w-full max-w-prose">
      <SkeletonCard beside>
        <FieldBars count={fields} />
      </SkeletonCard>
      <SkeletonCard beside>
        <FieldBars count={3} />
      </SkeletonCard>
      <Skeleton className="h-12 w-60 rounded-control" />
    </PageSkeleton>
  );
}

/** Labels, and fields below them. */
function FieldBars({ count }: { count: number }) {
  return Array.from({ length: count }, (_, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: bars that never change
    <div key={index} className="grid grid-cols-1 gap-2">
      <Skeleton className="h-5 w-32" />
      <Skeleton className="h-12 max-w-md rounded-control" />
    </div>
  ));
}

function OverviewSkeleton() {
  const t = useTranslations("common");
  return (
    <LoadingRegion label={t("loading")}>
      <div className="mb-7 flex items-center gap-4 sm:mb-9">
        <Skeleton className="size-14 shrink-0 rounded-full" />
        <div className="grid min-w-0 grow grid-cols-1 gap-3">
          <Skeleton className="h-8 w-52" />
          <Skeleton className="h-5 w-64 max-w-full" />
        </div>
      </div>
      <div className="grid grid-cols-1 gap-5 xl:grid-cols-2">
        <Skeleton className="h-78 rounded-card sm:h-68" />
        <PointsNewsSkeleton />
        <SkeletonCard>
          <Skeleton className="h-32" />
        </SkeletonCard>
        <SkeletonCard>
          <Skeleton className="h-32" />
        </SkeletonCard>
      </div>
    </LoadingRegion>
  );
}
