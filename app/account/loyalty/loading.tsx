import { useTranslations } from "next-intl";
import { LedgerSkeleton, MemberCardSkeleton } from "@/components/loyalty/loyalty-skeletons";
import { LoadingRegion, Skeleton } from "@/components/ui/skeleton";

export default function LoyaltyLoading() {
  const t = useTranslations("common");
  return (
    <LoadingRegion label={t("loading")}>
      <div className="mb-7 grid grid-cols-1 gap-3 sm:mb-9">
        <Skeleton className="h-9 w-44" />
        <Skeleton className="h-5 w-72 max-w-full" />
      </div>
      <div className="grid grid-cols-1 gap-5">
        <MemberCardSkeleton />
        <LedgerSkeleton />
      </div>
    </LoadingRegion>
  );
}
