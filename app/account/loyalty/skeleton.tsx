import { useTranslations } from "next-intl";
import { LedgerSkeleton, PointsSkeleton } from "@/components/loyalty/loyalty-skeletons";
import { LoadingRegion, Skeleton } from "@/components/ui/skeleton";

export function LoyaltySkeleton() {
  const t = useTranslations("common");
  return (
    <LoadingRegion label={t("loading")}>
      <div className="mb-7 grid grid-cols-1 gap-3 sm:mb-9">
        <Skeleton className="h-9 w-44" />
        <Skeleton className="h-5 w-72 max-w-full" />
      </div>
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
    </LoadingRegion>
  );
}
